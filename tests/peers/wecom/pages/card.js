// A template card as the phone draws it: words from top to bottom, lists to choose from, buttons.
const make = (tag, className = "", text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

export function card(message, press) {
  const { body, buttons, questions, closed } = message.card;
  const one = make("article", `card${message.pressed ? " waiting" : ""}`);
  const inside = one.appendChild(make("div", "inside"));
  words(body).forEach((part) => inside.append(part));
  const asked = questions.map((question) => ask(question, closed));
  asked.forEach(({ part }) => inside.append(part));
  for (const jump of body.jump_list ?? []) {
    const link = Object.assign(make("a", "jump", jump.title), { href: jump.url ?? "#", target: "_blank" });
    one.append(link);
  }
  if (buttons.length) one.append(keys(message, buttons, asked, press));
  return one;
}

function words(body) {
  const { source = {}, main_title: main = {}, emphasis_content: big = {}, quote_area: quote = {} } = body;
  const rows = [...(body.horizontal_content_list ?? []).map((row) => [row.keyname, row.value]), ...(body.vertical_content_list ?? []).map((row) => [row.title, row.desc])];
  const parts = [
    ["div", "source", source.desc], ["h3", "", main.title], ["div", "desc", main.desc], ["div", "emphasis", big.title], ["small", "", big.desc],
    ["div", "quote", [quote.title, quote.quote_text].filter(Boolean).join("\n")], ["div", "body", body.sub_title_text],
  ].filter(([, , text]) => text).map(([tag, name, text]) => make(tag, name, text));
  if (rows.length) {
    const list = make("dl");
    for (const [name, value] of rows) list.append(make("dt", "", name), make("dd", "", value ?? ""));
    parts.push(list);
  }
  return parts;
}

// A list of radio buttons where one may be chosen of a vote, of boxes where several may, else a drop-down list.
function ask(question, closed) {
  const part = make("fieldset");
  part.disabled = closed || question.disable === true;
  if (question.title) part.append(make("legend", "", question.title));
  if (question.mode === undefined) {
    const list = make("select");
    list.append(new Option("请选择", ""), ...question.option_list.map((one) => new Option(one.text, one.id, false, one.id === question.selected_id)));
    part.append(list);
    return { key: question.question_key, part, chosen: () => (list.value ? [list.value] : []) };
  }
  const boxes = question.option_list.map((one) => {
    const label = make("label");
    const box = Object.assign(make("input"), { type: question.mode === 1 ? "checkbox" : "radio", name: question.question_key, value: one.id });
    label.append(box, one.text);
    part.append(label);
    return box;
  });
  return { key: question.question_key, part, chosen: () => boxes.filter((box) => box.checked).map((box) => box.value) };
}

function keys(message, buttons, asked, press) {
  const box = make("div", "keys");
  for (const button of buttons) {
    const key = make("button", button.grey ? "grey" : { 1: "first", 3: "danger" }[button.style] ?? "", button.words);
    key.disabled = button.grey;
    key.onclick = () => press(message, button, Object.fromEntries(asked.map((one) => [one.key, one.chosen()]).filter(([, ids]) => ids.length)), key);
    box.append(key);
  }
  return box;
}
