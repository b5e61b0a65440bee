// The settings: downloads of models, and copying the calendar's address.

import { notice } from "./app.js";
import { downloadIn } from "./model-downloads.js";

const models = document.querySelector('[data-part="models"]');

downloadIn(models, (name) => {
  notice(`${name} is here.`, "good");
  window.htmx.trigger(models, "models-changed");
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      notice("Copied.");
    } catch {
      // Without TLS browsers give no clipboard to scripts, except on this machine.
      notice("It is selected: copy it with your keyboard.");
    }
  });
}
