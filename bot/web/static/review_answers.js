// The forms that answer a question of the review page, or add something to a task. Each is given what it is about:
// the question (or one that is empty), the state, and the act that it does.
import { choice, chooser, element, field, listed, options, ROLES, say, settled } from "./review_parts.js";

const APART = /[\u3001\uff0c,;\uff1b\n]/; // what people put between names, in both scripts
const APART_OR_BLANK = /[\u3001\uff0c,;\uff1b\s]/;

export const WAYS = { roles, units, one_unit: oneUnit, drop_unit: dropUnit, due, period, number, merge, task: newTask };

// A choice of ways, each with its form below.
export function waysOf(words, ways, question, state, act) {
  const select = options([["", say(words)], ...ways.map((way) => [way, say(`way_${way}`)])], say(words));
  const place = element("div", "other");
  select.addEventListener("change", () => place.replaceChildren(...(select.value ? [WAYS[select.value](question, state, act)] : [])));
  return element("div", "others", select, place);
}

const NONE = { task: "", near: "", suggested: "", about: "", line: 0, phrase: "", due: "", units: [], pair: [], number: { op: "=" }, missing: "" };

export const asIfAsked = (task) => ({ ...NONE, task: task?.id || "", near: task?.id || "" });

const nameOf = (task) => `${task.id} ${task.title}`;

// The task that an answer goes to: the question's own, or one that the person names by its id, its number where that
// is one task's only, or both id and title.
function target(question, state, label, other) {
  if (question.task && !other) return { nodes: [], task: () => state.tasks.find((task) => task.id === question.task) };
  const near = !other && state.tasks.find((task) => task.id === question.suggested);
  const input = listed("tasks", near ? nameOf(near) : "", label);
  input.classList.add("wide");
  return { nodes: [input], task: () => named(input.value.trim(), state) };
}

function named(words, state) {
  const numbered = state.tasks.filter((task) => task.number === words);
  return state.tasks.find((task) => nameOf(task) === words || task.id === words) ?? (numbered.length === 1 ? numbered[0] : undefined);
}

function form(...nodes) {
  return element("div", "acts", ...nodes);
}

// Why the button beside it cannot be pressed yet.
function hint(box, words, isNeeded) {
  const node = element("span", "hint", say(words));
  const settle = () => { node.hidden = !isNeeded(); };
  for (const kind of ["input", "change", "click"]) box.addEventListener(kind, settle);
  settle();
  return node;
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
  const isTo = () => isOfAll() || to.task();
  const areChosen = () => chosen.size > 0 && [...chosen.values()].every(Boolean);
  box.append(rows, form(...(ofAll ? [ofAll] : []), ...to.nodes, other, settled(box, done, () => areChosen() && isTo())));
  box.append(hint(box, "hint_roles", () => chosen.size > 0 && !areChosen()), hint(box, "hint_task", () => areChosen() && !isTo()));
  return box;
}

// Where no task is given: that it is none's, and `nodes`, which only a task needs, are hidden meanwhile.
function goalChoice(to, nodes, isFirst) {
  const box = field("checkbox", "", say("as_goal"));
  const isGoal = () => to.nodes.length > 0 && box.checked;
  const settle = () => nodes.forEach((one) => { one.hidden = isGoal(); });
  box.checked = isFirst;
  box.addEventListener("change", settle);
  settle();
  return { isGoal, nodes: to.nodes.length ? [element("label", "check", box, say("as_goal"))] : [] };
}

function due(question, state, act) {
  const to = target(question, state, say("which_task"));
  const near = () => to.task()?.milestones.find((one) => isMeant(one, question));
  const now = (name) => near()?.fields.find((one) => one.name === name)?.value;
  const day = field("date", question.code === "outside_period" ? "" : now("due") || question.due, say("due"));
  const every = chooser("every", now("every") || "");
  const { isGoal, nodes } = goalChoice(to, [...to.nodes, every], false);
  const box = form(...to.nodes, ...nodes, day, every);
  day.addEventListener("input", () => { if (near()) every.value = ""; }); // it has the one or the other
  const done = choice(say("set_due"), () => {
    if (isGoal()) act({ act: "due", task: null, text: question.about, due: day.value, every: "" });
    else act({ act: "due", task: to.task().path, milestone: near()?.path || null, due: day.value, every: every.value });
  }, "main");
  box.append(settled(box, done, () => (isGoal() ? day.value : to.task() && (day.value || every.value))));
  box.append(hint(box, "hint_task", () => !isGoal() && !to.task() && (day.value || every.value)));
  return box;
}

// The milestone that the words of a question are about: by its phrase, or by its day.
function isMeant(milestone, question) {
  const due = milestone.fields.find((one) => one.name === "due")?.value;
  const isQuoted = milestone.quote && question.about && (question.about.includes(milestone.quote) || milestone.quote.includes(question.about));
  return isQuoted || (due && due === question.about);
}

function number(question, state, act) {
  const given = question.number;
  const to = target(question, state, say("which_task"));
  const name = field("text", given.name || "", say("name"));
  const op = chooser("op", given.op);
  const value = field("text", given.value || "", say("value"));
  const unit = field("text", given.unit || "", say("unit"));
  const day = field("date", "", say("due"));
  const { isGoal, nodes } = goalChoice(to, to.nodes, !question.task);
  for (const one of [value, unit]) one.classList.add("short");
  value.inputMode = "decimal";
  const done = choice(say("set_number"), () => act({
    act: "number", task: isGoal() ? null : to.task().path,
    fields: { name: name.value.trim(), kind: "target", op: op.value, value: value.value.trim(), unit: unit.value.trim(), due: day.value, quote: given.quote || "" },
  }), "main");
  const box = form(...to.nodes, ...nodes, name, op, value, unit, element("label", "", `${say("due")} `, day));
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

function dropUnit(question, state, act) {
  const name = listed("units", question.units[0] || "", say("unit_now"));
  const box = form(name);
  const done = choice(say("drop_unit"), () => act({ act: "drop_unit", name: name.value.trim() }), "main");
  box.append(settled(box, done, () => state.units.includes(name.value.trim())));
  return box;
}

// The first task goes, by itself or into the second.
function merge(question, state, act) {
  const titled = (label) => state.tasks.find((task) => label && (label === task.title || label.endsWith(`.${task.title}`)) && task.id !== question.task);
  const gone = target(question, state, say("which_task"));
  const kept = target(question, state, say("into_task"), true);
  const twin = titled(question.pair[0]);
  if (twin) kept.nodes[0].value = nameOf(twin);
  const name = element("b");
  const drop = choice("", () => act({ act: "remove", path: gone.task().path }));
  const join = choice(say("merge"), () => act({ act: "merge", gone: gone.task().path, kept: kept.task().path }), "main");
  const box = form(...gone.nodes, name, say("into"), ...kept.nodes, join, drop);
  const call = () => {
    name.textContent = gone.nodes.length || !gone.task() ? "" : nameOf(gone.task());
    drop.textContent = say("drop_named", { name: gone.task() ? nameOf(gone.task()) : "" });
  };
  box.addEventListener("input", call);
  call();
  settled(box, join, () => gone.task() && kept.task() && gone.task() !== kept.task());
  settled(box, drop, () => gone.task());
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
  const all = () => names.value.split(APART_OR_BLANK).map((name) => name.trim()).filter(Boolean);
  const box = isAll ? form(names) : form(names, kind);
  const done = choice(isAll ? say("set_members", { name: question.about }) : say("set_units"), () => act({ act: "units", names: all(), kind: kind.value, instead: isAll ? question.about : "" }), "main");
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
