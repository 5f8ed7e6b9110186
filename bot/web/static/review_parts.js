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
