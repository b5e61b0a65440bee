// The words for what a model is doing.

const COUNT = new Intl.NumberFormat("en");

/** Tokens as people write them: 1,180. */
export function count(number) {
  return COUNT.format(number);
}

/** What a phase is, with how far it has got. */
export function phaseText(progress, subject) {
  const { phase, done, total } = progress;
  switch (phase) {
    case "queued":
      return done > 0 ? `Waiting: ${count(done)} before it` : "Waiting for its turn";
    case "loading":
      return total > 0 ? `Loading the model: ${Math.floor((100 * done) / total)} %` : "Loading the model";
    case "reading":
      return total > 0
        ? `Reading ${subject}: ${count(done)} of ${count(total)} tokens`
        : `Reading ${subject}`;
    case "thinking":
      return done > 0 ? `Thinking: ${count(done)} tokens` : "Thinking";
    case "writing":
      return done > 0 ? `Writing: ${count(done)} tokens` : "Writing";
    case "downloading":
      return total > 0 ? `Downloading: ${megabytes(done)} of ${megabytes(total)} MB` : `Downloading: ${megabytes(done)} MB`;
    case "checking":
      return "Checking what was downloaded";
    case "waiting":
      return "The connection broke; it goes on by itself";
    default:
      return "Working";
  }
}

function megabytes(bytes) {
  return count(Math.round(bytes / 1e6));
}

/** A phase without its numbers, for those who listen. */
export function spokenPhase(progress, subject) {
  return progress.phase === "downloading"
    ? "Downloading"
    : phaseText({ phase: progress.phase, done: 0, total: -1 }, subject);
}

/** What the button that cancels does: as far as the model can be stopped. */
export function cancelText(cancellation) {
  return cancellation === "STOPS_COMPUTE"
    ? { label: "Stop", title: "Stops the model at once. What was found by then stays." }
    : {
        label: "Stop listening",
        title: "Jobstream stops listening; the server may go on computing. What was found stays.",
      };
}

/** Times of a finished answer, or of one that runs. */
export function timesText({ firstMs, tokensPerSecond }) {
  const parts = [];
  if (firstMs !== null && firstMs >= 0) parts.push(`${seconds(firstMs)} to the first token`);
  if (tokensPerSecond > 0) {
    parts.push(`${tokensPerSecond < 10 ? tokensPerSecond.toFixed(1) : count(Math.round(tokensPerSecond))} tokens/s`);
  }
  return parts.join(" · ");
}

function seconds(ms) {
  return ms < 100 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

/** How it ended: a sentence, and whether something went wrong. */
export function endText(name, data) {
  const outcome =
    name === "finished" ? data.outcome : { completed: "COMPLETE", cancelled: "CANCELLED", failed: "FAILED" }[name];
  switch (outcome) {
    case "CANCELLED":
      return { text: "Stopped. What was found by then stays.", bad: false };
    case "FAILED":
      return { text: data.error ?? data.warnings?.[0] ?? "The model failed. Try again, or choose another model.", bad: true };
    default:
      return {
        text: data.finishReason === "LENGTH" ? "Done: the answer was cut at its limit of tokens." : "Done",
        bad: false,
      };
  }
}
