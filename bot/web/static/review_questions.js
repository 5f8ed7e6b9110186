// The questions of the review page, each with what answers it.
import { source } from "./review_document.js";
import { choice, chooser, element, field, say } from "./review_parts.js";

export function questionCard(question, task, act) {
  const card = element("li");
  card.dataset.code = question.code;
  card.append(element("p", "", question.text));
  if (question.line) card.append(source(question.line, question.phrase));
  const ways = { roles: askRoles, due: askDue, number: askNumber, one_unit: askUnit, drop_task: askDrop };
  const way = ways[question.asks];
  if (way && (task || question.asks === "one_unit")) card.append(way(question, task, act));
  const keep = choice(say("keep"), () => act({ act: "keep", question: question.path }));
  card.append(element("div", "acts", keep));
  return card;
}

function askRoles(question, task, act) {
  const box = element("div");
  const chosen = {};
  const now = (unit) => ["lead", "support", "joint", "local"].find((role) => task.roles[role].includes(unit)) || "none";
  const add = (unit) => {
    chosen[unit] = now(unit) === "none" ? "" : now(unit); // no role is an answer only where somebody says so
    const row = element("div", "unit", element("b", "", unit));
    const buttons = ["lead", "support", "joint", "local", "none"].map((role) => {
      const button = choice(say(role), () => {
        chosen[unit] = role;
        settle();
        for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
      });
      button.setAttribute("aria-pressed", String(chosen[unit] === role));
      return button;
    });
    row.append(...buttons);
    box.insertBefore(row, box.lastChild);
    settle();
  };
  const other = field("text", "", say("other_unit"));
  other.setAttribute("list", "units");
  other.addEventListener("change", () => {
    if (other.value.trim() && !(other.value.trim() in chosen)) add(other.value.trim());
    other.value = "";
  });
  const done = choice(say("set_roles"), () => act({ act: "roles", task: task.path, roles: Object.fromEntries(Object.entries(chosen).filter(([, role]) => role)), question: question.path }), "main");
  const settle = () => { done.disabled = !Object.values(chosen).some(Boolean); };
  box.append(element("div", "acts", other, done));
  settle();
  question.units.forEach(add);
  return box;
}

function askDue(question, task, act) {
  const near = task.milestones.find((one) => one.quote && (question.about.includes(one.quote) || one.quote.includes(question.about)));
  const due = field("date", near?.fields.find((one) => one.name === "due")?.value || "", say("due"));
  const every = chooser("every", "");
  const done = choice(say("set_due"), () => {
    if (due.value || every.value) act({ act: "due", task: task.path, milestone: near?.path || null, due: due.value, every: every.value, question: question.path });
  }, "main");
  return element("div", "acts", due, every, done);
}

function askNumber(question, task, act) {
  const found = question.number;
  const name = field("text", found.name, say("name"));
  const op = chooser("op", found.op);
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

function askUnit(question, _, act) {
  const names = question.pair;
  if (names.length !== 2) return element("div");
  const both = (gone, kept) => choice(say("use_unit", { name: kept }), () => act({ act: "one_unit", gone, kept, question: question.path }));
  return element("div", "acts", both(names[0], names[1]), both(names[1], names[0]));
}

function askDrop(question, task, act) {
  return element("div", "acts", choice(say("drop_task", { name: task.title }), () => act({ act: "remove", path: task.path, question: question.path })));
}
