// The forms that answer a question of the review page, or add something to a task. Each is given what it is about:
// the question (or one that is empty), the state, and the act that it does.
import { choice, chooser, element, field, listed, options, ROLES, say, settled } from "./review_parts.js";

const APART = /[\u3001\uff0c,;\uff1b\n]/; // what people put between names, in both scripts

export const WAYS = { roles, units, one_unit: oneUnit, due, period, number, merge, task: newTask };

const NONE = { task: "", near: "", about: "", line: 0, phrase: "", due: "", units: [], pair: [], number: { op: "=" }, missing: "" };

export const asIfAsked = (task) => ({ ...NONE, task: task?.id || "", near: task?.id || "" });

const nameOf = (task) => `${task.id} ${task.title}`;

// The task that an answer goes to: the question's own, or one that the person names.
function target(question, state, label, other) {
  const own = state.tasks.find((task) => task.id === question.task);
  if (own && !other) return { nodes: [], task: () => own };
  const input = listed("tasks", own && !other ? nameOf(own) : "", label);
  input.classList.add("wide");
  return { nodes: [input], task: () => state.tasks.find((task) => nameOf(task) === input.value.trim() || task.id === input.value.trim()) };
}

function form(...nodes) {
  return element("div", "acts", ...nodes);
}

function roles(question, state, act) {
  const box = element("div");
  const rows = element("div");
  const chosen = new Map();
  const ofAll = question.code === "no_units" ? choice(say("all_tasks"), () => ofAll.setAttribute("aria-pressed", ofAll.getAttribute("aria-pressed") !== "true")) : null;
  const isOfAll = () => ofAll?.getAttribute("aria-pressed") === "true";
  ofAll?.setAttribute("aria-pressed", "true");
  const to = target(question, state, say("which_task"));
  const now = (unit) => ROLES.find((role) => to.task()?.roles[role].includes(unit)) || "";
  const add = (unit) => {
    if (!unit || chosen.has(unit)) return;
    chosen.set(unit, now(unit)); // no role is an answer only where somebody says so
    rows.append(element("div", "unit", element("b", "", unit), ...[...ROLES, "none"].map((role) => roleButton(unit, role))));
  };
  const roleButton = (unit, role) => {
    const button = choice(say(role), () => {
      chosen.set(unit, role);
      for (const one of button.parentNode.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
    });
    button.setAttribute("aria-pressed", String(chosen.get(unit) === role));
    return button;
  };
  const other = listed("units", "", say("other_unit"));
  other.addEventListener("change", () => {
    for (const unit of other.value.split(APART)) add(unit.trim());
    other.value = "";
  });
  const done = choice(say("set_roles"), () => act({ act: "roles", task: isOfAll() ? null : to.task().path, roles: Object.fromEntries(chosen) }), "main");
  question.units.forEach(add);
  box.append(rows, form(...(ofAll ? [ofAll] : []), ...to.nodes, other, settled(box, done, () => chosen.size && [...chosen.values()].every(Boolean) && (isOfAll() || to.task()))));
  return box;
}

function hideWhile(is, choice, nodes) {
  const settle = () => nodes.forEach((one) => { one.hidden = is(); });
  choice.addEventListener("change", settle);
  settle();
}

function due(question, state, act) {
  const to = target(question, state, say("which_task"));
  const near = to.task()?.milestones.find((one) => one.quote && question.about && (question.about.includes(one.quote) || one.quote.includes(question.about)));
  const day = field("date", near?.fields.find((one) => one.name === "due")?.value || question.due || "", say("due"));
  const every = chooser("every", "");
  const asGoal = element("label", "check", field("checkbox", "", say("as_goal")), say("as_goal"));
  const isGoal = () => !to.nodes.length ? false : asGoal.firstChild.checked;
  const box = form(...to.nodes, ...(to.nodes.length ? [asGoal] : []), day, every);
  hideWhile(isGoal, asGoal, [...to.nodes, every]);
  const done = choice(say("set_due"), () => {
    if (isGoal()) act({ act: "due", task: null, text: question.about, due: day.value, every: "" });
    else act({ act: "due", task: to.task().path, milestone: near?.path || null, due: day.value, every: every.value });
  }, "main");
  box.append(settled(box, done, () => (isGoal() ? day.value : to.task() && (day.value || every.value))));
  return box;
}

function number(question, state, act) {
  const given = question.number;
  const to = target(question, state, say("which_task"));
  const name = field("text", given.name || "", say("name"));
  const op = chooser("op", given.op);
  const value = field("text", given.value || "", say("value"));
  const unit = field("text", given.unit || "", say("unit"));
  const day = field("date", "", say("due"));
  const asGoal = element("label", "check", field("checkbox", "", say("as_goal")), say("as_goal"));
  const isGoal = () => to.nodes.length > 0 && asGoal.firstChild.checked;
  for (const one of [value, unit]) one.classList.add("short");
  value.inputMode = "decimal";
  asGoal.firstChild.checked = !question.task;
  const done = choice(say("set_number"), () => act({
    act: "number", task: isGoal() ? null : to.task().path,
    fields: { name: name.value.trim(), kind: "target", op: op.value, value: value.value.trim(), unit: unit.value.trim(), due: day.value, quote: given.quote || "" },
  }), "main");
  const box = form(...to.nodes, ...(to.nodes.length ? [asGoal] : []), name, op, value, unit, element("label", "", `${say("due")} `, day));
  hideWhile(isGoal, asGoal, to.nodes);
  box.append(settled(box, done, () => name.value.trim() && value.value.trim() && unit.value.trim() && (isGoal() || to.task())));
  return box;
}

function oneUnit(question, state, act) {
  if (question.pair.length === 2) {
    const [one, other] = question.pair;
    const both = (gone, kept) => choice(say("use_unit", { name: kept }), () => act({ act: "one_unit", gone, kept }));
    return question.code === "alias" ? form(both(other, one)) : form(both(one, other), both(other, one));
  }
  const gone = listed("units", "", say("unit_now"));
  const kept = listed("units", "", say("unit_then"));
  const box = form(gone, kept);
  const done = choice(say("set_unit"), () => act({ act: "one_unit", gone: gone.value.trim(), kept: kept.value.trim() }), "main");
  box.append(settled(box, done, () => state.units.includes(gone.value.trim()) && kept.value.trim() && gone.value.trim() !== kept.value.trim()));
  return box;
}

function merge(question, state, act) {
  const titled = (label) => state.tasks.find((task) => label && (label === task.title || label.endsWith(`.${task.title}`)) && task.id !== question.task);
  const gone = target(question, state, say("which_task"));
  const kept = target(question, state, say("into_task"), true);
  const twin = titled(question.pair[0]);
  if (twin) kept.nodes[0].value = nameOf(twin);
  const box = form(...gone.nodes);
  const drop = choice(say("drop_task"), () => act({ act: "remove", path: gone.task().path }));
  const join = choice(say("merge"), () => act({ act: "merge", gone: gone.task().path, kept: kept.task().path }), "main");
  const named = element("span", "label");
  const name = () => { named.textContent = gone.task() ? say("this_task", { name: nameOf(gone.task()) }) : ""; };
  box.addEventListener("input", name);
  name();
  box.append(named, ...kept.nodes, settled(box, join, () => gone.task() && kept.task() && gone.task() !== kept.task()), settled(box, drop, () => gone.task()));
  return box;
}

function newTask(question, state, act) {
  const near = state.tasks.find((task) => task.id === question.near);
  const section = options(state.sections.map((one, n) => [String(n), one.title]), say("section"));
  const own = near ? state.sections.findIndex((one) => one.path.join() === near.path.slice(0, 2).join()) : 0;
  section.value = String(Math.max(0, own));
  const last = () => Math.max(0, ...state.tasks.filter((task) => task.path[1] === state.sections[section.value].path[1] && task.path[0] === "sections").map((task) => Number(task.number) || 0));
  const number = field("text", question.missing || String(last() + 1), say("number"));
  number.classList.add("short");
  number.inputMode = "numeric";
  section.addEventListener("change", () => { number.value = String(last() + 1); });
  const title = field("text", question.phrase.length <= 40 && !question.missing ? question.phrase : "", say("heading"));
  title.classList.add("wide");
  const lead = listed("units", question.units[0] || "", say("lead"));
  const day = field("date", question.due, say("due"));
  const box = form(section, number, title, lead, element("label", "", `${say("due")} `, day));
  const done = choice(say("set_task"), () => act({ act: "task", section: state.sections[section.value].path, number: number.value.trim(), title: title.value.trim(), lead: lead.value.trim(), due: day.value }), "main");
  box.append(settled(box, done, () => /^\d+$/.test(number.value.trim()) && title.value.trim()));
  return box;
}

// Of “all counties” the members are listed, and stand wherever it stood.
function units(question, state, act) {
  const isAll = question.code === "collective";
  const names = element("textarea");
  names.placeholder = say("unit_names");
  names.setAttribute("aria-label", say("unit_names"));
  names.rows = 8;
  if (isAll) names.value = state.counties.filter((name) => name !== question.about).join("\n");
  const kind = options([["county", say("counties")], ["department", say("departments")]], say("kind"));
  const all = () => names.value.split(APART).map((name) => name.trim()).filter(Boolean);
  const box = form(names, kind);
  const done = choice(say("set_units"), () => act({ act: "units", names: all(), kind: kind.value, instead: isAll ? question.about : "" }), "main");
  box.append(settled(box, done, () => all().length));
  return box;
}

function period(question, state, act) {
  const [start, end] = ["start", "end"].map((name) => field("date", state.fields.find((one) => one.name === name)?.value || "", say(name)));
  const box = form(element("label", "", `${say("start")} `, start), element("label", "", `${say("end")} `, end));
  const done = choice(say("set_period"), () => act({ act: "period", start: start.value, end: end.value }), "main");
  box.append(settled(box, done, () => start.value && end.value && start.value <= end.value));
  return box;
}
