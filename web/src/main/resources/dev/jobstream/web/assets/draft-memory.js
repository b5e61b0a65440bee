// Keeps drafts over a reload, and over a server that was started anew. Only in this tab.

const KEY = "jobstream-draft-";

export class DraftMemory {
  #timer = 0;
  #waiting = null;

  constructor() {
    addEventListener("pagehide", () => this.#write());
  }

  /** Keeps a draft soon: fields come faster than they need to be kept. */
  keep(id, value) {
    this.#waiting = [id, value];
    if (!this.#timer) this.#timer = setTimeout(() => this.#write(), 200);
  }

  /** What was kept; null if nothing was. */
  recall(id) {
    try {
      return JSON.parse(sessionStorage.getItem(KEY + id));
    } catch {
      return null;
    }
  }

  forget(id) {
    if (this.#waiting?.[0] === id) this.#waiting = null;
    sessionStorage.removeItem(KEY + id);
  }

  #write() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#waiting) return;
    const [id, value] = this.#waiting;
    this.#waiting = null;
    try {
      sessionStorage.setItem(KEY + id, JSON.stringify(value));
    } catch {
      // Too large for the browser: a reload then asks the server, which has it while it runs.
    }
  }
}
