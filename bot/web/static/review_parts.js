// Small pieces of the review page.

export function element(tag, name = "", ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.append(...children);
  return node;
}

export function choice(text, act, name = "") {
  const button = element("button", name, text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

export function field(type, value, label) {
  const input = document.createElement("input");
  input.type = type;
  input.value = value;
  input.placeholder = label;
  input.setAttribute("aria-label", label);
  return input;
}

export function listed(name, value, label) {
  const input = field("text", value, label);
  input.setAttribute("list", name);
  return input;
}

const words = JSON.parse(document.getElementById("words").textContent);

export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export const ROLES = ["lead", "support", "joint", "local"];

const CHOICES = {
  every: ["", "month", "quarter", "half_year", "year"],
  op: [">=", "<=", "=", ">", "<"],
  strength: ["must", "strive", "encourage"],
  role: [...ROLES, "none"],
};

export const isChosen = (name) => name in CHOICES;

export function worded(name, value) {
  if (name === "every") return say(`every_${value || "none"}`);
  return name === "role" || name === "strength" ? say(value) : value;
}

export function chooser(name, value) {
  const select = options(CHOICES[name].map((one) => [one, worded(name, one)]), label(name));
  select.value = value;
  return select;
}

export function options(pairs, label) {
  const select = document.createElement("select");
  select.setAttribute("aria-label", label);
  select.append(...pairs.map(([value, text]) => new Option(text, value)));
  return select;
}

// Enabled while `ready` says so; what makes it so are changes inside `box`.
export function settled(box, button, ready) {
  const settle = () => { button.disabled = !ready(); };
  for (const kind of ["input", "change", "click"]) box.addEventListener(kind, settle);
  settle();
  return button;
}

export const label = (name) => say(name === "title" ? "heading" : name);
