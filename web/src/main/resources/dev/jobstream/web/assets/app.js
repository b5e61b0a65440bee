// What every page does: notices, and confirmation of what cannot be undone.

/**
 * Shows a sentence for a while, and says it to screen readers.
 * @param action what the user can do about it: a label, and a function to run
 */
export function notice(text, kind = "info", action = null) {
  const place = document.getElementById("notices");
  if (!place) return;
  const box = document.createElement("div");
  box.className = `notice ${kind}`;
  box.textContent = text;
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = action.label;
    button.addEventListener("click", () => {
      box.remove();
      action.run();
    });
    box.append(" ", button);
  }
  place.append(box);
  setTimeout(() => box.remove(), kind === "error" || action ? 12000 : 5000);
}

/** A menu closes when the focus or a click goes elsewhere, and on Escape. */
for (const details of document.querySelectorAll(".nav-more details")) {
  const closeUnlessWithin = (event) => {
    if (!details.contains(event.target)) details.open = false;
  };
  document.addEventListener("click", closeUnlessWithin);
  document.addEventListener("focusin", closeUnlessWithin);
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      details.open = false;
      details.querySelector("summary").focus();
    }
  });
}

// An htmx request that failed: the server's own words, where it has some.
document.addEventListener("htmx:responseError", (event) => {
  notice(problemText(event.detail.xhr.responseText), "error");
});
document.addEventListener("htmx:sendError", () => {
  notice("Jobstream does not answer. Is it still running? Start it again, then try once more.", "error");
});

/** What a failed answer says: the detail of its problem, if it is one. */
export function problemText(body) {
  try {
    const problem = JSON.parse(body);
    if (typeof problem.detail === "string") return problem.detail;
  } catch {
    // Not JSON: said below.
  }
  return "That did not work, and the answer does not say why. Reload the page and try again.";
}
