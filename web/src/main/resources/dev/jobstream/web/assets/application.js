// The page of one application: lights up evidence, takes dropped files, shows documents.
// Everything listens on the document, since parts of the page are replaced after each change.
import { notice } from "./app.js";

function light(row, on) {
  row.classList.toggle("lit", on);
  for (const mark of document.querySelectorAll(".posting-text mark")) {
    if (mark.dataset.fields.split(" ").includes(row.dataset.field)) mark.classList.toggle("lit", on);
  }
}

for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(type, (event) => {
    const row = event.target.closest?.(".detail");
    if (row) light(row, on);
    const mark = event.target.closest?.(".posting-text mark");
    if (mark) {
      for (const field of mark.dataset.fields.split(" ")) {
        document.querySelector(`.detail[data-field="${field}"]`)?.classList.toggle("lit", on);
      }
    }
  });
}

// Files that are dropped go the way of those that are chosen: through the form.
const zoneOf = (event) => event.target.closest?.('[data-part="drop"]');
for (const type of ["dragenter", "dragover"]) {
  document.addEventListener(type, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // Else the browser would leave the page for the file.
    document.querySelector('[data-part="drop"]')?.classList.toggle("over", Boolean(zoneOf(event)));
  });
}
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  const zone = document.querySelector('[data-part="drop"]');
  zone?.classList.remove("over");
  if (!zoneOf(event)) {
    notice("Drop files into the box under Documents.");
    return;
  }
  zone.querySelector('input[type="file"]').files = event.dataTransfer.files;
  zone.requestSubmit();
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.('[data-part="upload-progress"]');
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = (100 * event.detail.loaded) / event.detail.total;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const bar = event.target.querySelector?.('[data-part="upload-progress"]');
  if (bar) bar.hidden = true;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-preview]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const dialog = document.querySelector('[data-part="preview"]');
  dialog.querySelector('[data-part="preview-name"]').textContent = link.dataset.preview;
  dialog.querySelector('[data-part="preview-frame"]').src = link.href;
  dialog.showModal();
});
