// The Add page: paste, watch the form fill, save.

import { problemText } from "./app.js";
import { DraftMemory } from "./draft-memory.js";
import { downloadIn } from "./model-downloads.js";
import { PostingFields } from "./posting-fields.js";
import "./streaming-display.js";

/** As much as the server takes, so that a paste that is too long is not sent at all. */
const MOST_CHARACTERS = 1_000_000;
const TYPING_MS = 700;

const root = document.querySelector("[data-add]");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const action = (name) => root.querySelector(`[data-action="${name}"]`);
const form = root.querySelector('[data-form="save"]');
const display = root.querySelector("streaming-display");
const paste = document.getElementById("paste");
const fields = new PostingFields(form, part("text"), () => remember());
const memory = new DraftMemory();

let draft = null;
/** What the draft was made of, to make it anew if the server forgot it. */
let made = null;
let pasting = 0;
let acceptDuplicates = false;

// --- Making a draft ----------------------------------------------------------

async function api(method, path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Error("Jobstream does not answer. Is it still running? Start it again, then try once more.");
  }
  const text = await answer.text();
  if (!answer.ok) {
    const error = new Error(problemText(text));
    try {
      error.problem = JSON.parse(text);
    } catch {
      error.problem = null;
    }
    throw error;
  }
  return text === "" ? null : JSON.parse(text);
}

/** Makes a draft of what was pasted or is to be fetched, and fills in what it says. */
async function begin(from, errorPlace) {
  const mine = ++pasting;
  errorPlace.textContent = "";
  if (from.content !== undefined && from.content.length > MOST_CHARACTERS) {
    const count = new Intl.NumberFormat("en").format(from.content.length);
    errorPlace.textContent = `This has ${count} characters, at most 1,000,000 can be read. Paste only the posting itself.`;
    return;
  }
  try {
    const made = await api("POST", "/api/v1/drafts", from);
    if (mine === pasting) open(made, from);
  } catch (error) {
    if (mine === pasting) errorPlace.textContent = error.message;
  }
}

function open(newDraft, from) {
  draft = newDraft;
  made = from.fetchUrl ? { content: newDraft.text, sourceUrl: newDraft.sourceUrl } : from;
  acceptDuplicates = false;
  part("text").textContent = draft.text;
  part("paste").hidden = true;
  part("posting").hidden = false;
  action("another").hidden = false;
  action("analyze").disabled = false;
  for (const finding of draft.findings) fields.take(finding);
  status(
    draft.findings.length === 0
      ? "Nothing could be read by rules alone."
      : `${draft.findings.length} ${draft.findings.length === 1 ? "field" : "fields"} read by rules. Analyze asks the model for the rest.`,
  );
  history.replaceState(null, "", `/add?draft=${draft.id}`);
  if (draft.stream) follow(draft.stream);
  remember();
  checkDuplicates();
  loadOffers();
}

function status(text) {
  part("status").hidden = false;
  display.hidden = true;
  part("status").textContent = text;
}

paste.addEventListener("paste", (event) => {
  const html = event.clipboardData.getData("text/html");
  const plain = event.clipboardData.getData("text/plain");
  if (!plain.trim() && !html.trim()) return;
  // A paste into what is there already adds to it; only one into the empty field is taken whole.
  if (paste.value.trim() !== "") return;
  event.preventDefault();
  paste.value = plain.length > MOST_CHARACTERS ? "" : plain;
  clearTimeout(typing);
  const whole = looksLikePage(html) ? html : plain;
  begin({ content: whole, sourceUrl: sourceOf(html) }, document.getElementById("paste-error"));
});

let typing = 0;
paste.addEventListener("input", () => {
  clearTimeout(typing);
  if (paste.value.trim().length < 40) return;
  typing = setTimeout(() => begin({ content: paste.value }, document.getElementById("paste-error")), TYPING_MS);
});

/** Formatted text keeps its paragraphs and lists better than the plain copy does. */
function looksLikePage(html) {
  return html.length > 0 && html.length <= MOST_CHARACTERS && /<(p|li|div|h\d|br|tr)\b/i.test(html);
}

/** Some browsers say where a copy comes from. */
function sourceOf(html) {
  return /<!--\s*SourceURL:(https?:\S+)/i.exec(html)?.[1] ?? null;
}

root.querySelector('[data-form="fetch"]').addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.target.querySelector("button");
  button.disabled = true;
  button.textContent = "Fetching …";
  await begin({ fetchUrl: document.getElementById("fetch-url").value }, document.getElementById("fetch-error"));
  button.disabled = false;
  button.textContent = "Fetch";
});

const bookmark = root.querySelector("[data-bookmark]");
bookmark.href = bookmark.dataset.bookmark;
bookmark.addEventListener("click", (event) => event.preventDefault());

action("another").addEventListener("click", () => {
  if (fields.anyTyped() && !confirm("Leave this posting? What you typed is not saved.")) return;
  if (draft) api("DELETE", `/api/v1/drafts/${draft.id}`).catch(() => {});
  memory.forget(draft?.id);
  location.assign("/add");
});

// --- The analysis ------------------------------------------------------------

action("analyze").addEventListener("click", analyze);
display.addEventListener("stream-retry", analyze);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !action("analyze").disabled) analyze();
});

async function analyze() {
  if (!draft) return;
  action("analyze").disabled = true;
  try {
    follow(await withDraft((id) => api("POST", `/api/v1/drafts/${id}/analysis`)));
    remember();
    // Another page may have chosen another model since.
    loadOffers();
  } catch (error) {
    action("analyze").disabled = false;
    status(error.message);
    if (error.problem?.type?.endsWith("no-model")) loadOffers();
  }
}

function follow(stream) {
  part("status").hidden = true;
  display.hidden = false;
  action("analyze").disabled = !stream.ended;
  display.begin(stream);
}

display.addEventListener("stream-event", ({ detail: { name, data } }) => {
  if (name === "found") {
    fields.take(data);
    remember();
  } else if (name === "writing") {
    fields.write(data.field, data.text);
  }
});
display.addEventListener("stream-end", () => {
  fields.settle();
  action("analyze").disabled = false;
  remember();
  checkDuplicates();
});
display.addEventListener("stream-gone", () => {
  fields.settle();
  action("analyze").disabled = false;
});

/** Runs with the draft's id; a draft that the server forgot is made anew, once. */
async function withDraft(work) {
  try {
    return await work(draft.id);
  } catch (error) {
    if (!error.problem?.type?.endsWith("draft-gone") || !made) throw error;
    memory.forget(draft.id);
    draft = await api("POST", "/api/v1/drafts", made);
    history.replaceState(null, "", `/add?draft=${draft.id}`);
    return work(draft.id);
  }
}

// --- The model that reads, or the ways to one -------------------------------------

const offers = part("models");

async function loadOffers() {
  const answer = await fetch("/add/models").catch(() => null);
  if (answer?.ok) offers.innerHTML = await answer.text();
}

offers.addEventListener("click", (event) => {
  const { use, action } = event.target.dataset;
  if (use) useModel(use);
  else if (action === "keep-key") keepKey();
  else if (action === "use-service") useModel(document.getElementById("service-model").value);
});
offers.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id !== "service-key") return;
  // The form around it is the application's, which is not to be saved by that.
  event.preventDefault();
  keepKey();
});

async function useModel(key) {
  try {
    const model = await api("PUT", "/api/v1/models/for-postings", { key });
    modelIsHere(`${model.id} reads postings from now on.`);
  } catch (error) {
    status(error.message);
  }
}

function modelIsHere(sentence) {
  loadOffers();
  status(sentence);
  // The three clicks end here: a posting that waits is read at once.
  if (draft) analyze();
}

downloadIn(offers, (name) => modelIsHere(`${name} is here and reads postings from now on.`));

/** Keeps the key of a service, and shows the models that it has to choose from. */
async function keepKey() {
  const service = document.getElementById("service").value;
  const key = document.getElementById("service-key");
  const error = part("service-error");
  const select = document.getElementById("service-model");
  error.textContent = "";
  part("service-models").hidden = true;
  try {
    await api("PUT", `/api/v1/backends/${encodeURIComponent(service)}/key`, { key: key.value });
    key.value = "";
    const backend = await api("GET", `/api/v1/backends/${encodeURIComponent(service)}`);
    if (backend.models.length === 0) {
      error.textContent = `The key is kept. ${backend.error ?? `${service} names no model.`}`;
      return;
    }
    select.replaceChildren(...backend.models.map((name) => new Option(name, `served/${service}:${name}`)));
    part("service-models").hidden = false;
    select.focus();
  } catch (failure) {
    error.textContent = failure.message;
  }
}

// --- Saving ------------------------------------------------------------------

async function checkDuplicates() {
  const query = new URLSearchParams();
  for (const name of ["title", "company", "sourceUrl"]) {
    const value = fields.get(name);
    if (value) query.set(name, value);
  }
  if (draft) query.set("draft", draft.id);
  try {
    const found = await api("GET", `/api/v1/applications/duplicates?${query}`);
    showDuplicates(found.items);
  } catch {
    // Asked again when it is saved.
  }
}

function showDuplicates(items) {
  const place = part("duplicates");
  place.hidden = items.length === 0;
  acceptDuplicates = items.length > 0;
  action("save").textContent = items.length > 0 ? "Save anyway" : "Save";
  if (items.length === 0) return;
  const list = document.createElement("ul");
  for (const item of items) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = `/applications/${item.id}`;
    link.textContent = [item.title, item.company].filter(Boolean).join(", ") || "An application";
    entry.append(link, `: ${item.summary}`);
    list.append(entry);
  }
  const head = document.createElement("strong");
  head.textContent = items.length === 1 ? "This looks like one you have:" : "This looks like some you have:";
  place.replaceChildren(head, list);
}

let duplicateTimer = 0;
form.addEventListener("input", () => {
  clearTimeout(duplicateTimer);
  duplicateTimer = setTimeout(checkDuplicates, TYPING_MS);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const error = part("save-error");
  error.textContent = "";
  action("save").disabled = true;
  const body = (id) => ({
    draft: id,
    job: fields.job(),
    tags: fields.get("tags"),
    source: document.getElementById("source").value || null,
    stage: document.getElementById("stage").value,
    on: document.getElementById("stage-on").value || null,
    acceptDuplicates,
  });
  try {
    const save = (id) => api("POST", "/api/v1/applications", body(id));
    const saved = draft ? await withDraft(save) : await save(null);
    memory.forget(draft?.id);
    location.assign(`/applications/${saved.id}`);
  } catch (failure) {
    action("save").disabled = false;
    if (failure.problem?.duplicates) showDuplicates(failure.problem.duplicates);
    error.textContent = failure.message;
  }
});

// --- Coming back ----------------------------------------------------------------

function remember() {
  if (!draft) return;
  memory.keep(draft.id, { made, fields: fields.state() });
}

async function comeBack() {
  const id = new URLSearchParams(location.search).get("draft");
  const fragment = location.hash;
  if (fragment.startsWith("#page=")) {
    history.replaceState(null, "", "/add");
    const page = JSON.parse(decodeURIComponent(fragment.slice(6)));
    await begin({ content: page.html, sourceUrl: page.url }, document.getElementById("paste-error"));
    return;
  }
  if (!id) {
    loadOffers();
    return;
  }
  const kept = memory.recall(id);
  try {
    const known = await api("GET", `/api/v1/drafts/${id}`);
    if (kept) fields.restore({ typed: kept.fields.typed });
    open(known, kept?.made ?? { content: known.text, sourceUrl: known.sourceUrl });
  } catch (error) {
    if (!kept) {
      document.getElementById("paste-error").textContent = error.message;
      history.replaceState(null, "", "/add");
      return;
    }
    const anew = await api("POST", "/api/v1/drafts", kept.made);
    memory.forget(id);
    open(anew, kept.made);
    fields.restore(kept.fields);
    remember();
    status("Jobstream was started anew since. What was found and typed is still here; Analyze runs it again.");
  }
}

comeBack();
