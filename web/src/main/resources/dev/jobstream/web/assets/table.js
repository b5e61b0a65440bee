// The table: hints while a search is typed, and marking many rows.

const search = document.getElementById("search");
const fields = [...document.querySelectorAll("#search-fields option")].map((option) => ({
  name: option.value,
  ...option.dataset,
}));

/** Suggestions for what stands before the cursor, at most ten. */
function suggestions(text) {
  const word = /(\S*)$/.exec(text)[1].replace(/^-/, "");
  const colon = word.indexOf(":");
  if (colon < 0) {
    return fields
      .filter((field) => field.name.startsWith(word.toLowerCase()))
      .map((field) => ({ typed: word, insert: `${field.name}:`, says: `${field.meaning}, as in ${field.example}` }))
      .slice(0, word ? 10 : 20);
  }
  const field = fields.find((known) => known.name === word.slice(0, colon).toLowerCase());
  if (!field?.values) return [];
  const part = word.slice(colon + 1).split(",").at(-1);
  return field.values
    .split(" ")
    .filter((value) => value.startsWith(part.toLowerCase()) && value !== part)
    .map((value) => ({ typed: part, insert: `${value} `, says: "" }))
    .slice(0, 20);
}

function hintsFor(input) {
  const list = input.form.querySelector(".hints");
  let shown = [];
  let chosen = -1;
  list.id = "search-hints";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Fields to search by");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    chosen = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", `hint-${index}`);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (hint) => {
    const at = input.selectionStart;
    const begin = at - hint.typed.length;
    input.setRangeText(hint.insert, begin, at, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = () => {
    shown = suggestions(input.value.slice(0, input.selectionStart));
    list.replaceChildren(
      ...shown.map((hint, index) => {
        const item = document.createElement("div");
        item.className = "hint";
        item.id = `hint-${index}`;
        item.setAttribute("role", "option");
        const code = document.createElement("code");
        code.textContent = hint.insert.trim();
        const says = document.createElement("span");
        says.textContent = hint.says;
        item.append(code, says);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault(); // The field keeps the focus.
          take(hint);
        });
        return item;
      }),
    );
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", show);
  input.addEventListener("click", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) show();
      if (shown.length) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((chosen + step + shown.length + (chosen < 0 && step < 0 ? 1 : 0)) % shown.length);
      }
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(shown[chosen]);
    }
  });
}
if (search) hintsFor(search);

// The rows come anew with every search, so everything listens on the document.
function count() {
  const button = document.querySelector('[data-part="bulk"]');
  if (!button) return;
  const marked = document.querySelectorAll('#rows input[name="id"]:checked').length;
  button.disabled = marked === 0;
  button.textContent = marked === 0 ? "Move" : `Move ${marked}`;
}
document.addEventListener("change", (event) => {
  if (event.target.matches('[data-part="all"]')) {
    for (const box of document.querySelectorAll('#rows input[name="id"]')) box.checked = event.target.checked;
  }
  count();
});
document.addEventListener("htmx:afterSettle", count);
count();

for (const menu of document.querySelectorAll(".menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
