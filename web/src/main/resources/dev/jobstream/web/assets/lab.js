// The Lab: one prompt to several models at once.

import { problemText } from "./app.js";
import "./streaming-display.js";

/** A browser opens six connections to a server; some are left for the rest of the page. */
const MOST_AT_ONCE = 4;
const CANCELLATION = {
  NONE: "cannot be stopped",
  STOPS_READING: "stops listening",
  STOPS_COMPUTE: "stops computing",
};
const TIMES = [
  ["queuedMs", "Waiting", "ms"],
  ["loadingMs", "Loading", "ms"],
  ["readingMs", "Reading the prompt", "ms"],
  ["firstDeltaMs", "To the first token", "ms"],
  ["writingMs", "Writing", "ms"],
  ["totalMs", "Altogether", "ms"],
  ["promptTokens", "Tokens of the prompt", ""],
  ["cachedPromptTokens", "of which were read before", ""],
  ["completionTokens", "Tokens written", ""],
];

const form = document.querySelector("[data-lab]");
const modelsPlace = form.querySelector('[data-part="models"]');
const error = form.querySelector('[data-part="error"]');
const answers = document.querySelector('[data-part="answers"]');
const template = document.getElementById("lab-answer");
let models = [];

async function loadModels() {
  const answer = await fetch("/api/v1/models");
  if (!answer.ok) {
    modelsPlace.textContent = problemText(await answer.text());
    return;
  }
  const all = (await answer.json()).items;
  models = all.filter((model) => model.capabilities.freeText);
  if (models.length === 0) {
    modelsPlace.textContent =
      all.length === 0
        ? "There is no model on this machine yet. The Add page offers ways to one."
        : "The built-in model reads postings and nothing else. “jobstream models pull qwen3-1.7b” gets a general one; Ollama's are found by themselves.";
    form.querySelector("button").disabled = true;
    return;
  }
  modelsPlace.replaceChildren(
    ...models.map((model, i) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = model.key;
      box.checked = i < 2;
      const name = document.createElement("span");
      const where = document.createElement("small");
      where.textContent = model.where;
      name.append(model.id, where);
      label.append(box, name);
      return label;
    }),
  );
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = [...modelsPlace.querySelectorAll(":checked")].map((box) => box.value);
  error.textContent =
    chosen.length === 0
      ? "Choose a model."
      : chosen.length > MOST_AT_ONCE
        ? `Choose at most ${MOST_AT_ONCE} models.`
        : "";
  if (error.textContent) return;
  const ask = {
    prompt: document.getElementById("lab-prompt").value,
    maxTokens: Number(document.getElementById("lab-tokens").value),
    thinking: document.getElementById("lab-thinking").checked,
  };
  for (const display of answers.querySelectorAll("streaming-display")) stop(display);
  answers.replaceChildren(...chosen.map((key) => answer(models.find((model) => model.key === key), ask)));
});

/** A model whose answer nobody sees any more need not go on. */
function stop(display) {
  const cancel = display.getAttribute("cancel");
  if (cancel && !display.hasAttribute("ended")) fetch(cancel, { method: "POST" }).catch(() => {});
}

function answer(model, ask) {
  const card = template.content.firstElementChild.cloneNode(true);
  const part = (name) => card.querySelector(`[data-part="${name}"]`);
  const display = card.querySelector("streaming-display");
  const events = card.querySelector(".lab-events");
  let count = 0;
  card.querySelector("h2").textContent = model.id;
  part("where").textContent = model.where;
  part("capabilities").replaceChildren(...badges(model.capabilities));
  display.setAttribute("label", `The answer of ${model.id}`);
  display.addEventListener("stream-event", ({ detail: { name, data, id } }) => {
    count += 1;
    part("count").textContent = count;
    events.append(`${id} ${name} ${JSON.stringify(data)}\n`);
  });
  display.addEventListener("stream-end", ({ detail: { data } }) => showTimes(card, data.timings));
  const run = async () => {
    count = 0;
    events.textContent = "";
    try {
      const answer = await fetch("/api/v1/lab/streams", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...ask, model: model.key }),
      });
      if (!answer.ok) throw new Error(problemText(await answer.text()));
      display.begin(await answer.json());
    } catch (failure) {
      display.fail(failure.message);
    }
  };
  display.addEventListener("stream-retry", run);
  run();
  return card;
}

function badges(capabilities) {
  const words = [
    [capabilities.streaming, "streams"],
    [capabilities.jsonSchema, "enforces JSON schemas"],
    [capabilities.thinking, "thinks"],
    [capabilities.prewarm, "reads ahead"],
  ].filter(([can]) => can);
  return [...words.map(([, word]) => word), CANCELLATION[capabilities.cancellation]].map((word) => {
    const badge = document.createElement("span");
    badge.className = "badge";
    badge.textContent = word;
    return badge;
  });
}

function showTimes(card, timings) {
  const table = card.querySelector(".lab-times");
  const format = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
  table.hidden = !timings;
  table.tBodies[0].replaceChildren(
    ...TIMES.filter(([key]) => timings?.[key] != null).map(([key, label, unit]) => {
      const row = document.createElement("tr");
      row.insertCell().textContent = label;
      row.insertCell().textContent = `${format.format(timings[key])} ${unit}`;
      return row;
    }),
  );
}

loadModels();
