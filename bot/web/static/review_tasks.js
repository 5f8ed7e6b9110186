// The draft of the review page: its tasks and goals, each value a button that turns into its field.
import { asIfAsked, waysOf } from "./review_answers.js";
import { pointTo, source } from "./review_document.js";
import { choice, chooser, element, field, isChosen, label, options, ROLES, say, worded } from "./review_parts.js";

const FEW = 3; // lines of a task that a question shows at once

export function value(one, row, act) {
  const shown = one.value ? worded(one.name, one.value) : say("nothing");
  const button = choice(shown, () => {
    if (row?.line) pointTo(row.line, row.quote, row.fields[0].value);
    edit(button, one, act);
  }, `value${one.value ? "" : " empty"}${row?.inferred && one.name === "due" ? " inferred" : ""}`);
  button.title = say("edit");
  button.edit = (typed) => edit(button, one, act, typed);
  button.dataset.key = one.path.join("/");
  return button;
}

function edit(button, one, act, typed = one.value) {
  const kinds = { due: "date", start: "date", end: "date" };
  const input = inputFor(one, kinds[one.name] || "text");
  input.value = typed;
  input.dataset.key = button.dataset.key;
  let ended = false;
  let tried = null; // what a server that is gone did not take: it is sent again by Enter, or once it is changed
  const end = async (save, again = true) => {
    if (ended || (!again && input.value === tried)) return;
    ended = true;
    if (!save || input.value === one.value) {
      const back = document.activeElement === input;
      input.replaceWith(button);
      if (back) button.focus();
      return;
    }
    const came = await act({ act: "edit", path: one.path, value: input.value });
    if (came === "gone") [ended, tried] = [false, input.value];
    if (came === "refused") document.querySelector(`button[data-key="${CSS.escape(button.dataset.key)}"]`)?.edit(input.value);
  };
  input.addEventListener("blur", () => end(true, false));
  if (input.tagName === "SELECT") input.addEventListener("change", () => end(true));
  input.addEventListener("keydown", (event) => {
    const isEnd = event.key === "Enter" && (input.tagName !== "TEXTAREA" || event.ctrlKey);
    if (!isEnd && event.key !== "Escape") return;
    event.preventDefault(); // else the button that comes back is pressed by it
    end(isEnd);
  });
  button.replaceWith(input);
  input.focus();
}

function inputFor(one, kind) {
  if (isChosen(one.name)) return chooser(one.name, one.value);
  if (one.value.length > 24) return element("textarea");
  return field(kind, "", label(one.name));
}

// A site that the document names without its county.
function siteChooser(site, row, state, act) {
  const select = options([["", say("which_county", { name: site })], ...state.counties.map((one) => [one, one])], say("which_county", { name: site }));
  select.addEventListener("change", () => act({ act: "county", path: row.path, site, county: select.value }));
  return select;
}

export function line(row, act, state, isPlan = false) {
  const node = element("div", "line");
  for (const one of row.fields) node.append(element("span", "label", label(one.name)), value(one, row, act));
  node.append(...(row.where ?? []).map((county) => element("span", "label", county)));
  node.append(...(row.which_county ?? []).map((site) => siteChooser(site, row, state, act)));
  if (row.line) node.append(source(row.line, row.quote, row.fields[0].value, row.quote === row.fields[0].value));
  if (!isPlan) node.append(dropped(say("remove"), () => act({ act: "remove", path: row.path })));
  return node;
}

function dropped(name, what) {
  const drop = choice("✕", what, "drop");
  drop.setAttribute("aria-label", name);
  return drop;
}

function chip(unit, role, task, act) {
  const name = choice(unit, () => {
    const select = chooser("role", role);
    select.setAttribute("aria-label", say("role_of", { name: unit }));
    select.addEventListener("change", () => act({ act: "roles", task: task.path, roles: { [unit]: select.value } }));
    select.addEventListener("blur", () => select.isConnected && select.replaceWith(name));
    name.replaceWith(select);
    select.focus();
  }, "unit-name");
  name.title = say("change_role");
  name.dataset.key = `${task.id}/${unit}`;
  return element("span", "chip", name, dropped(say("remove_unit", { name: unit }), () => act({ act: "roles", task: task.path, roles: { [unit]: "none" } })));
}

function roles(task, act) {
  const node = element("div", "line");
  for (const role of ROLES.filter((one) => task.roles[one].length)) {
    node.append(element("span", "role", element("span", "label", say(role)), ...task.roles[role].map((unit) => chip(unit, role, task, act))));
  }
  if (!node.childElementCount) node.append(element("span", "label", say("nobody")));
  return node;
}

// `of`: only what a question of this kind is about, those of its words first and the others folded.
export function linesAsked(task, question, state, act) {
  const all = taskLines(task, state, act, question.group);
  if (all.length <= FEW) return all;
  const isMeant = (node) => question.phrase && node.textContent.includes(question.phrase);
  const others = all.filter((node) => !isMeant(node));
  return [...all.filter(isMeant), element("details", "", element("summary", "", say("others", { n: others.length })), ...others)];
}

export function taskLines(task, state, act, of = "") {
  const lines = { of_units: [roles(task, act)], of_days: task.milestones.map((row) => line(row, act, state)), of_numbers: task.indicators.map((row) => line(row, act, state)) };
  return lines[of] ?? Object.values(lines).flat();
}

export function goalCard(goal, state, act) {
  return element("article", "goal", line(goal, act, state), ...goal.indicators.map((row) => line(row, act, state)));
}

export function taskCard(task, state, act) {
  const card = element("article", "task");
  card.dataset.task = task.id;
  const [title, text] = task.fields;
  card.append(element("h3", "", `${task.id} `, value(title, task, act)));
  if (task.line) card.append(source(task.line, ""));
  card.append(...taskLines(task, state, act));
  const whole = element("details", "", element("summary", "", say("text")));
  whole.addEventListener("toggle", () => whole.open && whole.childElementCount < 2 && whole.append(value(text, task, act)));
  card.append(element("div", "acts", whole, more(task, state, act)));
  return card;
}

// Units, days, numbers and tasks that the document has and the draft lacks; `task`: none for the plan as a whole.
export function more(task, state, act) {
  const ways = task ? ["roles", "due", "number", "merge"] : ["task", "units", "one_unit", "drop_unit"];
  return waysOf("more", ways, asIfAsked(task), state, act);
}
