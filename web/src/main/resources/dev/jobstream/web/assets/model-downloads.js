// Rows that download a model where they stand: the list of model_downloads.jte.

import { problemText } from "./app.js";
import "./streaming-display.js";

/**
 * Lets the rows in a place download, those that come later too.
 * @param arrived called with the name of a model that is there
 */
export function downloadIn(place, arrived) {
  const rowOf = (event) => event.target.closest("[data-downloads] > li");
  place.addEventListener("click", (event) => {
    if (event.target.closest("[data-download]")) download(rowOf(event));
  });
  place.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-download-name]")) download(rowOf(event));
  });
  place.addEventListener("stream-retry", (event) => {
    event.stopPropagation();
    download(rowOf(event));
  });
  for (const name of ["stream-end", "stream-gone"]) {
    place.addEventListener(name, (event) => {
      event.stopPropagation();
      const row = rowOf(event);
      row.querySelector("button[data-download]").disabled = false;
      if (event.detail.name === "completed") arrived(nameOf(row));
    });
  }
}

function nameOf(row) {
  return row.dataset.model || row.querySelector("[data-download-name]").value.trim();
}

async function download(row) {
  const name = nameOf(row);
  if (!name) {
    row.querySelector("[data-download-name]").focus();
    return;
  }
  const progress = row.querySelector("streaming-display");
  row.querySelector("button[data-download]").disabled = true;
  progress.hidden = false;
  try {
    const answer = await fetch("/api/v1/models/downloads", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name }),
    });
    if (!answer.ok) throw new Error(problemText(await answer.text()));
    progress.begin(await answer.json());
  } catch (failure) {
    row.querySelector("button[data-download]").disabled = false;
    progress.fail(failure.message);
  }
}
