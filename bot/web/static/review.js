// The review page: the document at the left, the draft at the right, its questions first.
import { markAsked, pointTo, showDocument } from "./review_document.js";
import { choice, element, say } from "./review_parts.js";
import { kindsOf, questionCard } from "./review_questions.js";
import { goalCard, line, more, taskCard } from "./review_tasks.js";

const at = (id) => document.getElementById(id);
const AT_ONCE = 20; // questions and tasks drawn; of a long plan more come as one scrolls
let state = null;
let shown = AT_ONCE;
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
  at("problem").textContent = problem;
}

// ---- answers

// After an answer the next question is at hand; after an edit, the value that was edited. What a server that is gone
// has not taken stays in its field.
async function act(body) {
  const key = document.activeElement?.dataset.key;
  const asked = questions().findIndex((one) => one.path === body.question);
  document.body.inert = true;
  const before = new Set(state.questions.map(named));
  const answer = await call("/act", { version: state.version, ...body });
  if (!answer.error) show(answer);
  else if (!answer.isGone) await refresh(answer.error);
  document.body.inert = false;
  if (answer.error) return;
  if (body.act === "undo") goTo(questions().findIndex((one) => !before.has(named(one))));
  else if (asked >= 0 || body.act === "keep_group") goTo(Math.min(Math.max(asked, 0), questions().length - 1));
  else if (key) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

const named = (question) => `${question.code} ${question.line} ${question.about}`;

async function refresh(problem) {
  const answer = await call("/state");
  if (!answer.error) show(answer);
  tell(problem);
}

const questions = () => state.questions.filter((one) => !group || one.group === group);

function goTo(n) {
  const card = at("questions").children[n];
  if (card) card.focus();
  else at("open").focus();
  (card || at("open")).scrollIntoView({ block: "start" });
}

at("questions").addEventListener("focusin", (event) => {
  const question = questions()[[...at("questions").children].indexOf(event.target.closest("#questions > li"))];
  if (question?.line) pointTo(question.line, question.phrase);
});

// ---- what is shown

function show(answer) {
  const top = at("draft").scrollTop;
  state = answer;
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
  const plan = element("article", "goal", line({ fields: answer.fields, line: 0 }, act, answer, true), more(null, answer, act));
  at("plan").replaceChildren(plan, ...answer.goals.map((goal) => goalCard(goal, answer, act)));
  showTasks(Math.max(shown, AT_ONCE));
  at("draft").scrollTop = top;
}

function offer(list, names) {
  const now = [...at(list).options].map((one) => one.value);
  if (now.join("\n") !== names.join("\n")) at(list).replaceChildren(...names.map((name) => new Option(name)));
}

function showQuestions() {
  const asked = questions();
  const choose = (kind) => {
    group = kind;
    showQuestions();
  };
  at("kinds").replaceChildren(...kindsOf(state, group, choose, act));
  at("questions").replaceChildren(...asked.slice(0, AT_ONCE).map((one) => questionCard(one, state, act)));
  at("waiting").textContent = asked.length > AT_ONCE ? say("waiting", { n: asked.length - AT_ONCE }) : "";
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

new IntersectionObserver((seen) => state && seen.some((one) => one.isIntersecting) && showMore(), { root: at("draft"), rootMargin: "600px" }).observe(at("more"));
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
  if (!state) return;
  const asked = questions().findIndex((one) => one.line === line);
  const task = state.tasks.findLast((one) => one.line && one.line <= line);
  if (asked >= 0 && asked < AT_ONCE) goTo(asked);
  else if (task) showTask(task);
}

// ---- back, and the end

at("undo").addEventListener("click", () => act({ act: "undo" }));
document.addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !isTyping && state?.undo) act({ act: "undo" });
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

const blocks = await call("/document");
showDocument(blocks.error ? [] : blocks, showLine);
const first = await call("/state");
if (!first.error) show(first);
