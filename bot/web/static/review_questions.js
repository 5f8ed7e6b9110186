// The questions of the review page, each with what answers it, and the choice of their kind.
import { WAYS, waysOf } from "./review_answers.js";
import { source } from "./review_document.js";
import { choice, element, say } from "./review_parts.js";
import { linesAsked } from "./review_tasks.js";

const OF_THE_PLAN = ["task", "units", "period"]; // what the draft has of a task says nothing about them
const ANYTHING = ["roles", "due", "number", "task", "merge", "one_unit", "drop_unit", "period"];

export function questionCard(question, state, act) {
  const card = element("li");
  card.dataset.code = question.code;
  card.tabIndex = -1;
  const answer = (body) => act({ ...body, asking: question });
  card.append(element("p", "", question.text));
  if (question.line) card.append(source(question.line, question.phrase));
  const task = state.tasks.find((one) => one.id === question.task);
  if (task && !OF_THE_PLAN.includes(question.asks)) card.append(element("div", "now", element("span", "label", say("now_in_draft")), element("b", "", `${task.id} ${task.title}`), ...linesAsked(task, question, state, act)));
  if (question.asks) card.append(WAYS[question.asks](question, state, answer));
  const keep = choice(say(question.keep), () => answer({ act: "keep" }), "keep");
  const ofAnyTask = { ...question, task: "", suggested: question.task };
  card.append(element("div", "acts", keep, waysOf("other_answer", ANYTHING, ofAnyTask, state, answer)));
  return card;
}

// One button a kind, with how many are open; those of the chosen kind can be answered together.
export function kindsOf(state, chosen, choose, act) {
  const many = new Map();
  for (const one of state.questions) many.set(one.group, (many.get(one.group) || 0) + 1);
  if (many.size + state.questions.length < 4) return [];
  const buttons = [["", state.questions.length], ...many].map(([group, n]) => {
    const button = choice(`${say(group || "of_all")} ${n}`, () => choose(group));
    button.setAttribute("aria-pressed", String(group === chosen));
    return button;
  });
  const rest = many.get(chosen);
  if (rest > 1) buttons.push(choice(say("keep_group", { n: rest }), () => act({ act: "keep_group", group: chosen }), "rest"));
  return buttons;
}
