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

const words = JSON.parse(document.getElementById("words").textContent);

export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export const CHOICES = {
  every: ["", "month", "quarter", "half_year", "year"],
  status: ["draft", "in_force"],
  op: [">=", "<=", "=", ">", "<"],
};

export function worded(name, value) {
  if (name === "every" || name === "status") return say(`${name}_${value || "none"}`);
  return value;
}

export function chooser(name, value) {
  const select = document.createElement("select");
  select.setAttribute("aria-label", label(name));
  for (const one of CHOICES[name]) select.append(new Option(worded(name, one), one, false, one === value));
  return select;
}

export const label = (name) => say(name === "title" ? "heading" : name);
