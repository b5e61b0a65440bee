// <streaming-display>: shows one stream while it runs, and knows nothing of what it is about.
//
//   src           where the events are; setting it begins, or goes on after a reload
//   cancel        where a POST stops it; without it there is no such button
//   cancellation  how far a cancel reaches: STOPS_READING or STOPS_COMPUTE
//   subject       what is being read: "the posting" by default
//   shows         "text" for the answer's text; without it the page shows the answer itself
//   retry         present: "Run again" is offered at the end
//
// Events, which bubble: stream-event {name, data, id} for each event of the stream; stream-end
// {name, data} after the last one; stream-gone {problem} if it is no longer there; stream-retry
// when the reader asks for another run. Its height does not change while it runs.

import { EventReader } from "./event-reader.js";
import { cancelText, endText, phaseText, spokenPhase, timesText } from "./stream-words.js";

const LAST = new Set(["completed", "cancelled", "failed", "finished"]);
const TEMPLATE = document.createElement("template");
TEMPLATE.innerHTML = `
  <div class="stream-head">
    <span class="stream-dot" aria-hidden="true"></span>
    <span class="stream-phase"></span>
    <button type="button" class="button small stream-cancel" hidden></button>
    <button type="button" class="button small stream-again" hidden>Run again</button>
  </div>
  <progress class="stream-progress" max="1" aria-label="Progress"></progress>
  <p class="stream-times"></p>
  <details class="stream-thinking" hidden><summary>Thinking</summary><div class="stream-thoughts" tabindex="0"></div></details>
  <div class="stream-text" tabindex="0" hidden></div>
  <p class="stream-note"></p>
  <p class="visually-hidden" role="status" aria-live="polite"></p>`;

class StreamingDisplay extends HTMLElement {
  static observedAttributes = ["src", "cancel"];

  #reader = null;
  #parts = null;
  #begun = 0;
  #firstMs = null;
  #rate = null;
  #phase = "";

  connectedCallback() {
    if (!this.#parts) this.#build();
    if (this.getAttribute("src") && !this.#reader) this.#begin();
  }

  disconnectedCallback() {
    this.#reader?.close();
    this.#reader = null;
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#parts || before === now) return;
    if (name === "src") this.#begin();
    else this.#showCancel();
  }

  /** Shows a stream as the API tells of it. */
  begin(stream) {
    this.toggleAttribute("ended", false);
    this.setAttribute("cancellation", stream.capabilities.cancellation);
    if (stream.cancel) this.setAttribute("cancel", stream.cancel);
    else this.removeAttribute("cancel");
    this.setAttribute("src", stream.events);
  }

  /** Shows a sentence in place of a stream, such as why there is none. */
  fail(text) {
    this.#build();
    this.#end("Failed", text, true);
  }

  #build() {
    this.#reader?.close();
    this.#reader = null;
    this.replaceChildren(TEMPLATE.content.cloneNode(true));
    const find = (name) => this.querySelector(`.stream-${name}`);
    this.#parts = {
      phase: find("phase"),
      times: find("times"),
      cancel: find("cancel"),
      again: find("again"),
      progress: find("progress"),
      thinking: find("thinking"),
      thoughts: find("thoughts"),
      text: find("text"),
      note: find("note"),
      live: this.querySelector("[role=status]"),
    };
    this.#parts.text.hidden = this.getAttribute("shows") !== "text";
    this.#parts.text.setAttribute("aria-label", this.getAttribute("label") ?? "The answer");
    this.#parts.thoughts.setAttribute("aria-label", "What the model thought");
    this.#parts.cancel.addEventListener("click", () => this.#cancel());
    this.#parts.again.addEventListener("click", () => {
      this.dispatchEvent(new CustomEvent("stream-retry", { bubbles: true }));
    });
  }

  #begin() {
    this.#build();
    this.classList.remove("bad", "done");
    this.classList.add("running");
    this.#begun = performance.now();
    this.#firstMs = null;
    this.#rate = null;
    this.#phase = "";
    const url = this.getAttribute("src");
    if (!url) return;
    this.#showCancel();
    this.#setPhase({ phase: "queued", done: 0, total: -1 });
    this.#reader = new EventReader(url, {
      event: (name, data, id) => this.#take(name, data, id),
      lost: () => this.#note("The connection to Jobstream is lost; trying again …"),
      back: () => this.#note(""),
      gone: (problem) => this.#gone(problem),
    });
  }

  #take(name, data, id) {
    switch (name) {
      case "progress":
        this.#setPhase(data);
        break;
      case "thinking":
        this.#first("thinking");
        this.#parts.thinking.hidden = false;
        append(this.#parts.thoughts, data.text);
        break;
      case "text":
        this.#first("writing");
        append(this.#parts.text, data.text);
        break;
      case "modelSwitched":
        this.#note(`${data.from} could not answer, ${data.to} goes on: ${data.reason}`);
        break;
    }
    this.dispatchEvent(new CustomEvent("stream-event", { bubbles: true, detail: { name, data, id } }));
    if (!LAST.has(name)) return false;
    const { text, bad } = endText(name, data);
    this.#measure(data.timings);
    this.#end(bad ? "Failed" : text, bad ? text : "", bad);
    this.dispatchEvent(new CustomEvent("stream-end", { bubbles: true, detail: { name, data } }));
    return true;
  }

  #setPhase(progress) {
    const subject = this.getAttribute("subject") ?? "the prompt";
    const { phase, done, total } = progress;
    this.#parts.phase.textContent = phaseText(progress, subject);
    if (phase !== this.#phase) {
      this.#phase = phase;
      this.#say(spokenPhase(progress, subject));
      this.#rate = { since: performance.now(), from: done };
    }
    if (phase === "writing" || phase === "thinking") {
      this.#parts.progress.removeAttribute("value");
      const passed = performance.now() - this.#rate.since;
      if (passed > 700 && done > this.#rate.from) {
        this.#showTimes((1000 * (done - this.#rate.from)) / passed);
      }
    } else if (total > 0) {
      this.#parts.progress.value = done / total;
    } else {
      this.#parts.progress.removeAttribute("value");
    }
  }

  /** A model need not tell its phases: what it writes does. */
  #first(phase) {
    if (this.#phase !== phase) this.#setPhase({ phase, done: 0, total: -1 });
    if (this.#firstMs === null) {
      this.#firstMs = performance.now() - this.#begun;
      this.#showTimes(0);
    }
  }

  #showTimes(tokensPerSecond) {
    this.#parts.times.textContent = timesText({ firstMs: this.#firstMs, tokensPerSecond });
  }

  /** The server's own times, which count whatever this page has seen of the stream. */
  #measure(timings) {
    if (!timings) return;
    this.#firstMs = timings.firstDeltaMs;
    const { completionTokens, writingMs } = timings;
    this.#showTimes(completionTokens > 1 && writingMs > 0 ? (1000 * completionTokens) / writingMs : 0);
  }

  #showCancel() {
    const { cancel } = this.#parts;
    const { label, title } = cancelText(this.getAttribute("cancellation"));
    cancel.hidden = !this.hasAttribute("cancel") || !this.classList.contains("running");
    cancel.textContent = label;
    cancel.title = title;
    cancel.disabled = false;
  }

  async #cancel() {
    this.#parts.cancel.disabled = true;
    this.#parts.phase.textContent = "Stopping …";
    try {
      const answer = await fetch(this.getAttribute("cancel"), { method: "POST" });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      if (!this.classList.contains("running")) return;
      this.#parts.cancel.disabled = false;
      this.#note("It could not be stopped: Jobstream does not answer. Try again.");
    }
  }

  #gone(problem) {
    const text =
      problem.detail ?? "The stream is no longer there. What was filled in stays. Run it again to go on.";
    this.#end("Broken off", text, true);
    this.dispatchEvent(new CustomEvent("stream-gone", { bubbles: true, detail: { problem } }));
  }

  #end(phase, note, bad) {
    const parts = this.#parts;
    const focused = document.activeElement === parts.cancel;
    this.classList.remove("running");
    this.classList.add("done");
    this.classList.toggle("bad", bad);
    this.toggleAttribute("ended", true);
    parts.phase.textContent = phase;
    parts.progress.value = 1;
    parts.cancel.hidden = true;
    parts.again.hidden = !this.hasAttribute("retry");
    if (focused && !parts.again.hidden) parts.again.focus();
    this.#note(note);
    this.#say(note ? `${phase}. ${note}` : phase);
  }

  #note(text) {
    this.#parts.note.textContent = text;
  }

  #say(text) {
    this.#parts.live.textContent = text;
  }
}

/** Adds text at the end; who has scrolled to the end stays there, who reads above is left alone. */
function append(element, text) {
  const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
  if (element.firstChild instanceof Text) element.firstChild.appendData(text);
  else element.append(text);
  if (atEnd) element.scrollTop = element.scrollHeight;
}

customElements.define("streaming-display", StreamingDisplay);
