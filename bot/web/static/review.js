// The review page: the document at the left, the draft at the right, its questions first.
import { markAsked, pointTo, showDocument } from "./review_document.js";
import { choice, element, say } from "./review_parts.js";
import { kindsOf, questionCard } from "./review_questions.js";
import { goalCard, line, more, taskCard } from "./review_tasks.js";

const at = (id) => document.getElementById(id);
const AT_ONCE = 20; // questions and tasks drawn; of a long plan more come as one scrolls, or asks for them
const state = { questions: [], tasks: [], version: "" }; // kept by the cards, so renewed in place
let shown = AT_ONCE;
let asked = AT_ONCE;
let group = ""; // the kind of question that is looked at; all where empty

async function call(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let answer;
  try {
    const response = await fetch(path, options || {});
    answer = await response.json();
  } catch {
    answer = { error: say("gone"), isGone: true };
  }
  tell(answer.error || "");
  return answer;
}

function tell(problem) {
  at("problem").hidden = !problem;
  at("problem").replaceChildren(problem, choice(say("close_problem"), () => tell("")));
}

// ---- answers

let last = Promise.resolve();

// One after the other, each with the places as they then are: a tap while another is being written is not lost.
function act(body) {
  last = last.then(() => acted(body));
  return last;
}

// What came of it: done, refused, gone. After an answer the next question is at hand; after an edit, the value that was
// edited. What a server that is gone has not taken stays in its field.
async function acted(body) {
  const { asking, ...sent } = body;
  if (asking && !state.questions.includes(asking)) return "done"; // answered by the tap before
  const key = document.activeElement?.dataset.key;
  const place = questions().indexOf(asking);
  const before = new Set(state.questions);
  document.body.setAttribute("aria-busy", "true");
  const answer = await call("/act", { version: state.version, ...sent, ...(asking && { question: asking.path }) });
  if (!answer.error) show(answer);
  else if (!answer.isGone) await refresh(answer.error);
  document.body.removeAttribute("aria-busy");
  if (answer.error) return answer.isGone ? "gone" : "refused";
  if (sent.act === "undo") goTo(questions().findIndex((one) => !before.has(one)));
  else if (place >= 0 || sent.act === "keep_group") goTo(Math.min(Math.max(place, 0), questions().length - 1));
  else if (key) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  return "done";
}

async function refresh(problem) {
  const answer = await call("/state");
  if (!answer.error) show(answer);
  tell(answer.error || problem);
}

const questions = () => state.questions.filter((one) => !group || one.group === group);

function goTo(n) {
  if (n >= asked) {
    asked = n + 1;
    showQuestions();
  }
  const card = at("questions").children[n];
  if (card) card.focus({ preventScroll: true });
  else at("open").focus({ preventScroll: true });
  (card || at("open")).scrollIntoView({ block: "start" });
}

at("questions").addEventListener("focusin", (event) => {
  const question = questions()[[...at("questions").children].indexOf(event.target.closest("#questions > li"))];
  if (question?.line) pointTo(question.line, question.phrase);
});

// ---- what is shown

// Questions that are the same as before stay the same objects, with their new paths: their cards keep what is typed.
function renew(answer) {
  const before = new Map(state.questions.map((one) => [sameness(one), one]));
  const renewed = answer.questions.map((one) => {
    const old = before.get(sameness(one));
    before.delete(sameness(one));
    return old ? Object.assign(old, one) : one;
  });
  Object.assign(state, answer, { questions: renewed });
}

const sameness = ({ path, ...rest }) => JSON.stringify(rest);

function show(answer) {
  const top = at("draft").scrollTop;
  renew(answer);
  if (!questions().length) group = "";
  at("bar").max = Math.max(answer.asked, 1);
  at("bar").value = answer.asked ? answer.asked - answer.left : 1;
  at("told").textContent = say("progress", { done: answer.asked - answer.left, all: answer.asked });
  at("undo").disabled = !answer.undo;
  at("open").textContent = answer.left ? say("questions") : say("no_questions");
  offer("units", answer.units);
  offer("tasks", answer.tasks.map((task) => `${task.id} ${task.title}`));
  showQuestions();
  markAsked(answer.questions.map((one) => one.line));
  const plan = element("article", "goal", line({ fields: answer.fields, line: 0 }, act, state, true), more(null, state, act));
  at("plan").replaceChildren(plan, ...answer.goals.map((goal) => goalCard(goal, state, act)));
  showTasks(Math.max(shown, AT_ONCE));
  at("draft").scrollTop = top;
}

function offer(list, names) {
  const now = [...at(list).options].map((one) => one.value);
  if (now.join("\n") !== names.join("\n")) at(list).replaceChildren(...names.map((name) => new Option(name)));
}

const cards = new WeakMap(); // question → its card, and what of the draft it shows

function cardOf(question) {
  const draft = JSON.stringify(state.tasks.find((one) => one.id === question.task) ?? null);
  const old = cards.get(question);
  if (old?.draft === draft) return old.card;
  const card = questionCard(question, state, act);
  cards.set(question, { draft, card });
  return card;
}

function showQuestions() {
  const all = questions();
  const choose = (kind) => {
    group = kind;
    asked = AT_ONCE;
    showQuestions();
  };
  at("kinds").replaceChildren(...kindsOf(state, group, choose, act));
  replace(at("questions"), all.slice(0, asked).map(cardOf));
  const further = choice(say("more_questions", { n: all.length - asked }), () => {
    asked += AT_ONCE;
    showQuestions();
  });
  at("waiting").replaceChildren(...(all.length > asked ? [further] : []));
}

// Without touching those that stay: what is focused in them stays so.
function replace(list, nodes) {
  const wanted = new Set(nodes);
  for (const old of [...list.children]) if (!wanted.has(old)) old.remove();
  nodes.forEach((node, n) => list.children[n] !== node && list.insertBefore(node, list.children[n] ?? null));
}

function found() {
  const wanted = at("find").value.trim();
  return wanted ? state.tasks.filter((task) => `${task.id} ${task.title}`.includes(wanted)) : state.tasks;
}

function showTasks(many) {
  shown = many;
  at("rows").replaceChildren(...found().slice(0, shown).map((task) => taskCard(task, state, act)));
}

function showMore() {
  const further = found().slice(shown, shown + AT_ONCE);
  shown += further.length;
  at("rows").append(...further.map((task) => taskCard(task, state, act)));
}

new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && showMore(), { root: at("draft"), rootMargin: "600px" }).observe(at("more"));
at("find").addEventListener("input", () => showTasks(AT_ONCE));

// ---- from the document, or from a finding, to the draft

function showTask(task) {
  at("find").value = "";
  showTasks(Math.max(shown, state.tasks.indexOf(task) + 1));
  for (const old of document.querySelectorAll("#rows .here")) old.classList.remove("here");
  const card = at("rows").querySelector(`[data-task="${CSS.escape(task.id)}"]`);
  card.classList.add("here");
  card.scrollIntoView({ block: "start" });
}

function showLine(line) {
  const question = questions().findIndex((one) => one.line === line);
  const task = state.tasks.findLast((one) => one.line && one.line <= line);
  if (question >= 0) goTo(question);
  else if (task) showTask(task);
}

// ---- back, and the end

at("undo").addEventListener("click", () => act({ act: "undo" }));
document.addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !isTyping && state.undo) act({ act: "undo" });
});

function finding(one) {
  const go = choice(one.text, () => {
    at("end").close();
    if (one.line) pointTo(one.line, "");
    const task = state.tasks.find((row) => row.id === one.task);
    if (task) showTask(task);
  }, "finding");
  return element("li", "", go);
}

at("finish").addEventListener("click", async () => {
  await last;
  const answer = await call("/finish", {});
  if (answer.error) return;
  const warnings = answer.findings.filter((one) => one.is_warning);
  const notes = answer.findings.filter((one) => !one.is_warning);
  const all = element("details", "", element("summary", "", say("notes", { n: notes.length })), element("ul", "", ...notes.map(finding)));
  at("left").textContent = state.left ? say("left", { n: state.left }) : "";
  at("findings").replaceChildren(
    element("ul", "", ...(warnings.length ? warnings.map(finding) : [element("li", "", say("no_findings"))])),
    ...(notes.length ? [all] : []),
  );
  at("end").showModal();
});
at("back").addEventListener("click", () => at("end").close());
at("close").addEventListener("click", async () => {
  const answer = await call("/close", {});
  at("end").close();
  if (!answer.error) document.body.replaceChildren(element("p", "over", say("over")));
});

async function begin() {
  const blocks = await call("/document");
  showDocument(blocks.error ? [] : blocks, showLine);
  const first = await call("/state");
  if (first.error) return;
  show(first);
  if (first.left) goTo(0);
}

last = begin();
