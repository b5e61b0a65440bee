// The form of a posting's fields: what fills it, what its user typed, and what each value rests on.

/** As the command line's: below this, one in five values or more is wrong. */
const SURE = 0.8;
const ORIGINS = { FACT: "stated in the posting", GUESS: "a guess from the posting", MODEL: "read by the model" };
const LISTS = new Set(["skills", "tags"]);

/** One field of the form. What its user typed is never replaced. */
class PostingField {
  finding = null;
  typed = false;
  #writing = false;
  #waiting = null;

  constructor(element, text) {
    this.name = element.dataset.field;
    this.element = element;
    this.text = text;
    this.hint = element.querySelector(".evidence");
    this.inputs = [...element.querySelectorAll("input, select, textarea")];
    element.addEventListener("input", () => {
      this.typed = true;
      this.#waiting = null;
      this.#state("yours", "Yours");
    });
    // A value that arrives while one looks at the field with the cursor in it waits for the blur.
    element.addEventListener("focusout", () => {
      const waiting = this.#waiting;
      this.#waiting = null;
      if (waiting && !this.typed && !element.contains(document.activeElement)) waiting();
    });
  }

  /** Shows what is being written, for display only. */
  write(text) {
    if (this.typed) return;
    this.#writing = true;
    this.#when(() => {
      if (!this.#writing) return;
      this.#state("writing", "…");
      if (this.inputs[0].tagName !== "SELECT" && this.inputs[0].type !== "date" && this.name !== "salary") {
        this.inputs[0].value = text;
      }
    });
  }

  /** Takes a finding. */
  find(finding) {
    this.finding = finding;
    this.#writing = false;
    if (!this.typed) this.#when(() => this.#showFinding());
  }

  /** What was being written came to nothing: back to what is known. */
  settle() {
    if (!this.#writing) return;
    this.#writing = false;
    if (!this.typed) this.#when(() => this.#showFinding());
  }

  /** The value as the API takes it; null if there is none. */
  value() {
    if (this.name === "salary") {
      const part = (sub) => this.element.querySelector(`[data-sub="${sub}"]`).value.trim();
      const min = amount(part("min"));
      const max = amount(part("max"));
      if (min === null && max === null) return null;
      return { min, max, currency: part("currency") || null, period: part("period") || null };
    }
    const text = this.inputs[0].value.trim();
    if (LISTS.has(this.name)) return items(text);
    return text === "" ? null : text;
  }

  /** What was typed, to be kept over a reload. */
  typedValues() {
    return this.typed ? this.inputs.map((input) => input.value) : null;
  }

  /** Puts back what was typed. */
  restore(values) {
    this.inputs.forEach((input, i) => (input.value = values[i] ?? ""));
    this.typed = true;
    this.#state("yours", "Yours");
  }

  clear() {
    this.finding = null;
    this.typed = false;
    this.#writing = false;
    this.#waiting = null;
    for (const input of this.inputs) input.value = "";
    this.#state("", "");
  }

  spans() {
    return (this.finding?.spans ?? []).filter((span) => span.end > span.start);
  }

  #when(show) {
    if (this.element.contains(document.activeElement)) this.#waiting = show;
    else show();
  }

  #showFinding() {
    const { finding } = this;
    if (!finding) {
      for (const input of this.inputs) input.value = "";
      this.#state("", "");
      return;
    }
    const { value } = finding;
    if (this.name === "salary") {
      for (const input of this.inputs) input.value = value[input.dataset.sub] ?? "";
    } else {
      this.inputs[0].value = LISTS.has(this.name) ? value.join(", ") : value;
    }
    // An industry is a class: no posting needs to name it.
    const vouched = this.name === "industry" && finding.confidence >= SURE;
    if (finding.source === "NONE" && !vouched && this.name !== "sourceUrl") {
      this.#state("unfounded", "Not found in the posting: check it");
      return;
    }
    const missing = LISTS.has(this.name) ? value.filter((_, i) => isEmpty(finding.spans[i])) : [];
    if (finding.source === "TEXT" && missing.length > 0) {
      this.#state("unfounded", `Not found in the posting: ${missing.join(", ")}`);
      return;
    }
    if (finding.confidence < SURE) {
      this.#state("unsure", `The model is ${Math.floor(100 * finding.confidence)} % sure: check it`);
      return;
    }
    const where =
      finding.source === "STRUCTURED_DATA" ? "the page's structured data" : ORIGINS[finding.origin];
    const told = finding.source === "NONE" ? (vouched ? "the model's own word" : "") : where;
    this.#state("found", told);
  }

  #state(state, hint) {
    this.element.dataset.state = state;
    this.hint.textContent = hint;
    this.hint.title = hint;
  }
}

/** All fields, and the light that falls on the posting. */
export class PostingFields {
  #fields = new Map();

  /**
   * form: holds elements with data-field; textPane: shows the posting's text as its only text node;
   * changed: called when a value changes.
   */
  constructor(form, textPane, changed) {
    this.pane = textPane;
    for (const element of form.querySelectorAll("[data-field]")) {
      const field = new PostingField(element);
      this.#fields.set(field.name, field);
      element.addEventListener("pointerenter", () => this.#light(field, true));
      element.addEventListener("pointerleave", () => this.#light(this.#focused(), false));
      element.addEventListener("focusin", () => this.#light(field, true));
      element.addEventListener("focusout", () => this.#light(null, false));
      element.addEventListener("input", () => changed(field.name));
    }
  }

  take(finding) {
    this.#fields.get(finding.field)?.find(finding);
    this.#markAll();
  }

  /** Shows what is being written; whatever else was being written has come to nothing. */
  write(name, text) {
    for (const field of this.#fields.values()) if (field.name !== name) field.settle();
    this.#fields.get(name)?.write(text);
  }

  settle() {
    for (const field of this.#fields.values()) field.settle();
  }

  clear() {
    for (const field of this.#fields.values()) field.clear();
    this.#markAll();
    this.#light(null, false);
  }

  get(name) {
    return this.#fields.get(name).value();
  }

  /** The job as the API takes it; tags are the application's. */
  job() {
    const job = {};
    for (const field of this.#fields.values()) if (field.name !== "tags") job[field.name] = field.value();
    return job;
  }

  anyTyped() {
    return [...this.#fields.values()].some((field) => field.typed);
  }

  /** What is to be kept over a reload. */
  state() {
    const typed = {};
    const findings = [];
    for (const field of this.#fields.values()) {
      const values = field.typedValues();
      if (values) typed[field.name] = values;
      if (field.finding) findings.push(field.finding);
    }
    return { typed, findings };
  }

  restore({ typed = {}, findings = [] }) {
    for (const finding of findings) this.#fields.get(finding.field)?.find(finding);
    for (const [name, values] of Object.entries(typed)) this.#fields.get(name)?.restore(values);
    this.#markAll();
  }

  #focused() {
    const element = document.activeElement?.closest?.("[data-field]");
    return element ? this.#fields.get(element.dataset.field) : null;
  }

  #ranges(spans) {
    const node = this.pane.firstChild;
    if (!(node instanceof Text)) return [];
    return spans
      .filter((span) => span.end <= node.length)
      .map((span) => {
        const range = document.createRange();
        range.setStart(node, span.start);
        range.setEnd(node, span.end);
        return range;
      });
  }

  /** Marks every place that a value rests on. */
  #markAll() {
    if (!CSS.highlights) return;
    const spans = [...this.#fields.values()].filter((field) => !field.typed).flatMap((field) => field.spans());
    CSS.highlights.set("evidence-all", new Highlight(...this.#ranges(spans)));
  }

  /** Lights up one field's places, and shows the first within the posting's own pane. */
  #light(field, scroll) {
    if (!CSS.highlights) return;
    const ranges = field ? this.#ranges(field.spans()) : [];
    const highlight = new Highlight(...ranges);
    highlight.priority = 1;
    CSS.highlights.set("evidence", highlight);
    if (!scroll || ranges.length === 0) return;
    const place = ranges[0].getBoundingClientRect();
    const pane = this.pane.getBoundingClientRect();
    if (place.top < pane.top + 8 || place.bottom > pane.bottom - 8) {
      this.pane.scrollTop += place.top - pane.top - pane.height / 3;
    }
  }
}

function isEmpty(span) {
  return !span || span.end <= span.start;
}

function items(text) {
  return [...new Set(text.split(/[,\n]/).map((item) => item.trim()).filter(Boolean))];
}

/** A number as people write it, such as 85,000 or 85 000; null if there is none. */
function amount(text) {
  if (text === "") return null;
  const number = Number(text.replace(/[\s,'’]/g, ""));
  return Number.isFinite(number) ? number : text;
}
