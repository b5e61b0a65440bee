// Saves charts as files: the drawing with its colours written into it.

const PROPERTIES = ["fill", "stroke", "stroke-width", "opacity", "font-size", "font-family"];

function standalone(svg) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(originals[i]);
    for (const property of PROPERTIES) {
      const value = style.getPropertyValue(property);
      if (value) element.setAttribute(property, value);
    }
    element.removeAttribute("class");
  });
  const box = svg.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", box.width);
  copy.setAttribute("height", box.height);
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", getComputedStyle(svg.closest(".card")).backgroundColor);
  copy.prepend(ground);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Twice as fine as on the page, for print. */
async function png(svg, drawing) {
  const picture = new Image();
  const url = URL.createObjectURL(drawing);
  picture.src = url;
  await picture.decode();
  const box = svg.viewBox.baseVal;
  const canvas = document.createElement("canvas");
  canvas.width = box.width * 2;
  canvas.height = box.height * 2;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

for (const chart of document.querySelectorAll(".chart")) {
  const svg = chart.querySelector(".drawing svg");
  if (!svg) continue;
  chart.querySelector(".chart-actions").hidden = false;
  chart.addEventListener("click", async (event) => {
    const kind = event.target.dataset.save;
    if (!kind) return;
    const drawing = standalone(svg);
    save(kind === "svg" ? drawing : await png(svg, drawing), `${chart.id}.${kind}`);
  });
}
