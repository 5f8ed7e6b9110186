// The review page: the document at the left, the draft at the right, its questions first.
import { choice, element, field } from "./review_parts.js";

const words = JSON.parse(document.getElementById("words").textContent);
const at = (id) => document.getElementById(id);
let state = null;
const AT_ONCE = 20; // questions and tasks drawn; of a long plan more come as one scrolls
let shown = AT_ONCE;

function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

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

// ---- the document

function showDocument(blocks) {
  const shown = blocks.map((block) => {
    const node = element(block.cells ? "div" : "p", block.cells ? "row" : "");
    node.dataset.line = block.line;
    if (block.cells) node.append(...block.cells.map((text) => element("span", "", text)));
    else node.textContent = block.text;
    return node;
  });
  at("document").replaceChildren(...shown);
}

function pointTo(line, quote) {
  for (const old of document.querySelectorAll("#document .here")) {
    old.classList.remove("here");
    for (const mark of old.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
    old.normalize();
  }
  const places = [...document.querySelectorAll(`#document [data-line="${line}"]`)];
  if (!places.length) return;
  const place = places.find((one) => quote && one.textContent.includes(quote)) || places[0];
  place.classList.add("here");
  (markIn(place, quote) || place).scrollIntoView({ block: "center" });
}

function markIn(place, quote) {
  if (!quote) return null;
  for (const holder of [place, ...place.children]) {
    for (const node of holder.childNodes) {
      const start = node.nodeType === Node.TEXT_NODE ? node.data.indexOf(quote) : -1;
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + quote.length);
      const mark = document.createElement("mark");
      range.surroundContents(mark);
      return mark;
    }
  }
  return null;
}

function source(line, quote) {
  const shown = quote ? `“${quote}”` : say("line", { n: line });
  const button = element("button", "source", shown);
  button.type = "button";
  button.addEventListener("click", () => pointTo(line, quote));
  return button;
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

function questionCard(question) {
  const card = element("li");
  card.dataset.code = question.code;
  card.append(element("p", "", question.text));
  if (question.line) card.append(source(question.line, question.phrase));
  const ways = { roles: askRoles, due: askDue, number: askNumber, one_unit: askUnit, drop_task: askDrop };
  const task = taskOf(question);
  const way = ways[question.asks];
  if (way && (task || question.asks === "one_unit")) card.append(way(question, task));
  const keep = choice(say("keep"), () => act({ act: "keep", question: question.path }));
  card.append(element("div", "acts", keep));
  return card;
}

function askRoles(question, task) {
  const box = element("div");
  const chosen = {};
  const now = (unit) => ["lead", "support", "joint", "local"].find((role) => task.roles[role].includes(unit)) || "none";
  const add = (unit) => {
    chosen[unit] = now(unit);
    const row = element("div", "unit", element("b", "", unit));
    const buttons = ["lead", "support", "joint", "local", "none"].map((role) => {
      const button = choice(say(role), () => {
        chosen[unit] = role;
        for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
      });
      button.setAttribute("aria-pressed", String(chosen[unit] === role));
      return button;
    });
    row.append(...buttons);
    box.insertBefore(row, box.lastChild);
  };
  const other = field("text", "", say("other_unit"));
  other.setAttribute("list", "units");
  other.addEventListener("change", () => {
    if (other.value.trim() && !(other.value.trim() in chosen)) add(other.value.trim());
    other.value = "";
  });
  const done = choice(say("set_roles"), () => act({ act: "roles", task: task.path, roles: chosen, question: question.path }), "main");
  box.append(element("div", "acts", other, done));
  question.units.forEach(add);
  return box;
}

function askDue(question, task) {
  const near = task.milestones.find((one) => one.quote && (question.about.includes(one.quote) || one.quote.includes(question.about)));
  const due = field("date", near?.fields.find((one) => one.name === "due")?.value || "", say("due"));
  const every = chooser("every", "");
  const done = choice(say("set_due"), () => {
    if (due.value || every.value) act({ act: "due", task: task.path, milestone: near?.path || null, due: due.value, every: every.value, question: question.path });
  }, "main");
  return element("div", "acts", due, every, done);
}

const CHOICES = {
  every: ["", "month", "quarter", "half_year", "year"],
  status: ["draft", "in_force"],
  op: [">=", "<=", "=", ">", "<"],
};

function worded(name, value) {
  if (name === "every" || name === "status") return say(`${name}_${value || "none"}`);
  return value;
}

function chooser(name, value) {
  const select = document.createElement("select");
  select.setAttribute("aria-label", label(name));
  for (const one of CHOICES[name]) select.append(new Option(worded(name, one), one, false, one === value));
  return select;
}

const label = (name) => say(name === "title" ? "heading" : name);

function askNumber(question, task) {
  const found = question.number;
  const name = field("text", "", say("name"));
  const op = chooser("op", ">=");
  const value = field("text", found.value, say("value"));
  const unit = field("text", found.unit, say("unit"));
  value.classList.add("short");
  unit.classList.add("short");
  const done = choice(say("set_number"), () => act({
    act: "number", task: task.path, question: question.path,
    fields: { name: name.value || task.title, kind: "target", op: op.value, value: value.value, unit: unit.value, quote: found.quote, line: String(question.line || "") },
  }), "main");
  return element("div", "acts", name, op, value, unit, done);
}

function askUnit(question) {
  const names = question.pair;
  if (names.length !== 2) return element("div");
  const both = (gone, kept) => choice(say("use_unit", { name: kept }), () => act({ act: "one_unit", gone, kept, question: question.path }));
  return element("div", "acts", both(names[0], names[1]), both(names[1], names[0]));
}

function askDrop(question, task) {
  return element("div", "acts", choice(say("drop_task", { name: task.title }), () => act({ act: "remove", path: task.path, question: question.path })));
}

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
  at("questions").replaceChildren(...answer.questions.slice(0, AT_ONCE).map(questionCard));
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
