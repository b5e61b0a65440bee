// Reads server-sent events by fetch, which, unlike EventSource, tells why a stream is not there,
// notices a connection that only looks alive, and lets go while nobody looks.

/** Longer than two of the server's heartbeats. */
const SILENCE_MS = 35_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** A browser opens six connections to a server; a tab that nobody sees gives its own back. */
const HIDDEN_MS = 10_000;

/**
 * One stream's events, in order and each once, through lost connections, sleep and reloads.
 *
 * listener: { event(name, data, id), lost(), back(), gone(problem) }. After `close`, or an event
 * for which `event` returns true (the last one), nothing more is called.
 */
export class EventReader {
  #url;
  #listener;
  #lastId = 0;
  #closed = false;
  #paused = false;
  #abort = null;
  #failures = 0;
  #timer = 0;
  #hiddenTimer = 0;
  #watchdog = 0;

  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
    document.addEventListener("visibilitychange", this.#onVisibility);
    addEventListener("online", this.#onOnline);
    this.#connect();
  }

  close() {
    this.#closed = true;
    document.removeEventListener("visibilitychange", this.#onVisibility);
    removeEventListener("online", this.#onOnline);
    clearTimeout(this.#timer);
    clearTimeout(this.#hiddenTimer);
    clearTimeout(this.#watchdog);
    this.#abort?.abort();
  }

  #onVisibility = () => {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      this.#hiddenTimer = setTimeout(() => {
        this.#paused = true;
        this.#abort?.abort();
      }, HIDDEN_MS);
    } else if (this.#paused) {
      this.#paused = false;
      this.#connect();
    }
  };

  #onOnline = () => {
    if (this.#timer) this.#connect();
  };

  async #connect() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#closed || this.#paused) return;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      this.#watch(abort);
      const headers = { Accept: "text/event-stream" };
      if (this.#lastId > 0) headers["Last-Event-ID"] = String(this.#lastId);
      const response = await fetch(this.#url, { headers, signal: abort.signal, cache: "no-store" });
      if (!response.ok) {
        if (response.status >= 500) throw new Error("The server has trouble.");
        this.#gone(await response.json().catch(() => ({ status: response.status })));
        return;
      }
      if (this.#failures > 0) this.#listener.back();
      this.#failures = 0;
      await this.#read(response.body, abort);
    } catch {
      // Lost: tried again below.
    }
    if (!this.#closed && !this.#paused && this.#abort === abort) this.#again();
  }

  async #read(body, abort) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#watch(abort);
      buffer += value;
      let end;
      while ((end = buffer.indexOf("\n\n")) >= 0) {
        const block = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (this.#closed || this.#take(block)) return;
      }
    }
  }

  #take(block) {
    let id = 0;
    let name = "";
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith("id: ")) id = Number(line.slice(4));
      else if (line.startsWith("event: ")) name = line.slice(7);
      else if (line.startsWith("data: ")) data += line.slice(6);
    }
    if (!name || id <= this.#lastId) return false;
    this.#lastId = id;
    if (this.#listener.event(name, JSON.parse(data), id)) {
      this.close();
      return true;
    }
    return false;
  }

  #watch(abort) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
  }

  #again() {
    clearTimeout(this.#watchdog);
    this.#failures += 1;
    if (this.#failures === 2) this.#listener.lost();
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (this.#failures - 1), LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  #gone(problem) {
    this.close();
    this.#listener.gone(problem);
  }
}
