// The review page: the document at the left, the draft at the right, its questions first.
import { showDocument, pointTo, source } from "./review_document.js";
import { CHOICES, choice, chooser, element, field, label, say, worded } from "./review_parts.js";
import { questionCard } from "./review_questions.js";

const at = (id) => document.getElementById(id);
let state = null;
const AT_ONCE = 20; // questions and tasks drawn; of a long plan more come as one scrolls
let shown = AT_ONCE;

async function call(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let answer;
  try {
    const response = await fetch(path, options || {});
    answer = await response.json();
  } catch {
    answer = { error: say("gone") };
  }
  at("problem").hidden = !answer.error;
  at("problem").textContent = answer.error || "";
  return answer.error ? null : answer;
}

// ---- answers

async function act(body) {
  document.body.inert = true;
  const answer = await call("/act", { version: state.version, ...body });
  if (answer) show(answer);
  else await refresh();
  document.body.inert = false;
}

async function refresh() {
  const told = at("problem").textContent;
  const answer = await call("/state");
  if (answer) show(answer);
  if (told) {
    at("problem").hidden = false;
    at("problem").textContent = told;
  }
}

const taskOf = (question) => state.tasks.find((task) => task.id === question.task);

// ---- the draft

function value(one, row) {
  const shown = one.value ? worded(one.name, one.value) : say("nothing");
  const button = element("button", `value${one.value ? "" : " empty"}${row?.inferred && one.name === "due" ? " inferred" : ""}`, shown);
  button.type = "button";
  button.title = say("edit");
  button.addEventListener("click", () => {
    if (row?.line) pointTo(row.line, row.quote);
    edit(button, one);
  });
  return button;
}

function edit(button, one) {
  const kinds = { due: "date", start: "date", end: "date" };
  const input = inputFor(one, kinds[one.name] || "text");
  input.value = one.value;
  let ended = false;
  const end = (save) => {
    if (ended) return;
    ended = true;
    if (save && input.value !== one.value) act({ act: "edit", path: one.path, value: input.value });
    else input.replaceWith(button);
  };
  input.addEventListener("blur", () => end(true));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end(false);
    if (event.key === "Enter" && input.tagName !== "TEXTAREA") end(true);
  });
  button.replaceWith(input);
  input.focus();
}

function inputFor(one, kind) {
  if (CHOICES[one.name]) return chooser(one.name, one.value);
  if (one.value.length > 24) return document.createElement("textarea");
  return field(kind, "", label(one.name));
}

function line(row, kind) {
  const node = element("div", "line");
  for (const one of row.fields) node.append(element("span", "label", label(one.name)), value(one, row));
  if (row.line) node.append(source(row.line, row.quote));
  const drop = choice("✕", () => act({ act: "remove", path: row.path }), "drop");
  drop.setAttribute("aria-label", say("remove"));
  if (kind !== "plan") node.append(drop);
  return node;
}

function roles(task) {
  const node = element("div", "line");
  for (const role of ["lead", "support", "joint", "local"]) {
    if (task.roles[role].length) node.append(element("span", "label", say(role)));
    for (const unit of task.roles[role]) {
      const drop = choice("✕", () => act({ act: "roles", task: task.path, roles: { [unit]: "none" } }));
      drop.setAttribute("aria-label", say("remove_unit", { name: unit }));
      node.append(element("span", "chip", unit, drop));
    }
  }
  const input = field("text", "", say("add_unit"));
  input.setAttribute("list", "units");
  const role = document.createElement("select");
  role.setAttribute("aria-label", say("role"));
  for (const one of ["lead", "support", "joint", "local"]) role.append(new Option(say(one), one));
  const add = choice("+", () => {
    if (input.value.trim()) act({ act: "roles", task: task.path, roles: { [input.value.trim()]: role.value } });
  });
  add.setAttribute("aria-label", say("add_unit"));
  const more = element("details", "", element("summary", "", say("add_unit")), element("div", "acts", input, role, add));
  node.append(more);
  return node;
}

function taskCard(task) {
  const card = element("article", "task");
  const [title, text] = task.fields;
  card.append(element("h3", "", `${task.id} `, value(title, task)));
  if (task.line) card.append(source(task.line, ""));
  card.append(roles(task), ...task.milestones.map((row) => line(row)), ...task.indicators.map((row) => line(row)));
  const whole = element("details", "", element("summary", "", say("text")));
  whole.addEventListener("toggle", () => whole.open && whole.childElementCount < 2 && whole.append(value(text, task)));
  card.append(whole);
  return card;
}

function show(answer) {
  const top = at("draft").scrollTop;
  state = answer;
  at("bar").max = Math.max(answer.asked, 1);
  at("bar").value = answer.asked ? answer.asked - answer.left : 1;
  at("told").textContent = say("progress", { done: answer.asked - answer.left, all: answer.asked });
  at("open").textContent = answer.left ? say("questions") : say("no_questions");
  at("units").replaceChildren(...answer.units.map((name) => new Option(name)));
  at("questions").replaceChildren(...answer.questions.slice(0, AT_ONCE).map((one) => questionCard(one, taskOf(one), act)));
  at("waiting").textContent = answer.left > AT_ONCE ? say("waiting", { n: answer.left - AT_ONCE }) : "";
  const plan = element("article", "goal", line({ fields: answer.fields, line: 0 }, "plan"));
  at("plan").replaceChildren(plan, ...answer.goals.map((row) => element("article", "goal", line(row))));
  showTasks(Math.max(shown, AT_ONCE));
  at("draft").scrollTop = top;
}

function found() {
  const wanted = at("find").value.trim();
  return wanted ? state.tasks.filter((task) => `${task.id} ${task.title}`.includes(wanted)) : state.tasks;
}

function showTasks(many) {
  shown = many;
  at("rows").replaceChildren(...found().slice(0, shown).map(taskCard));
}

function showMore() {
  const more = found().slice(shown, shown + AT_ONCE);
  shown += more.length;
  at("rows").append(...more.map(taskCard));
}

new IntersectionObserver((seen) => state && seen.some((one) => one.isIntersecting) && showMore(), { root: at("draft"), rootMargin: "600px" }).observe(at("more"));
at("find").addEventListener("input", () => showTasks(AT_ONCE));
at("finish").addEventListener("click", async () => {
  const answer = await call("/finish", {});
  if (!answer) return;
  const lines = answer.findings.length ? answer.findings : [say("no_findings")];
  at("findings").replaceChildren(...lines.map((text) => element("li", "", text)));
  at("end").showModal();
});
at("back").addEventListener("click", () => at("end").close());
at("close").addEventListener("click", async () => {
  at("end").close();
  if (await call("/close", {})) document.body.replaceChildren(element("p", "over", say("over")));
});

showDocument(await call("/document") || []);
const first = await call("/state");
if (first) show(first);
