// The board: cards are moved by dragging, by keyboard, or from a list of stages.
import { notice, problemText } from "./app.js";

const board = document.querySelector('[data-part="board"]');
const dialog = document.querySelector('[data-part="move-dialog"]');
const lists = [...board.querySelectorAll("[data-stage]")];
const STEPS = lists.map((list) => list.dataset.stage);

const listOf = (stage) => lists.find((list) => list.dataset.stage === stage);
const stageOf = (card) => card.closest("[data-stage]").dataset.stage;
const nameOf = (stage) => listOf(stage).getAttribute("aria-label");

async function send(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(problemText(text));
  return text === "" ? null : JSON.parse(text);
}

function recount(list, by) {
  const count = list.querySelector('[data-part="count"]');
  if (/^\d+$/.test(count.textContent)) count.textContent = String(Number(count.textContent) + by);
}

/** Puts a card at the head of a stage's list; it keeps the focus if it had it. */
function place(card, stage) {
  const focused = card.contains(document.activeElement);
  recount(card.closest("[data-stage]"), -1);
  listOf(stage).querySelector(".cards").prepend(card);
  recount(listOf(stage), 1);
  if (focused) card.querySelector(".card-link").focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function move(card, stage) {
  const before = stageOf(card);
  if (stage === before) return;
  const title = card.querySelector(".card-link").textContent;
  place(card, stage);
  try {
    const moves = await send("/api/v1/moves", { ids: [card.dataset.id], stage });
    notice(`${title}: ${nameOf(stage)}.`, "info", {
      label: "Undo",
      async run() {
        try {
          await send("/api/v1/moves/undo", moves);
          place(card, before);
        } catch (error) {
          notice(error.message, "error");
        }
      },
    });
  } catch (error) {
    place(card, before);
    notice(error.message, "error");
  }
}

// --- By mouse ---------------------------------------------------------------

let dragged = null;
board.addEventListener("dragstart", (event) => {
  dragged = event.target.closest(".board-card");
  dragged?.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged?.dataset.id ?? "");
});
board.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  for (const list of lists) list.classList.remove("over");
});
board.addEventListener("dragover", (event) => {
  const target = dragged && event.target.closest("[data-stage]");
  for (const list of lists) list.classList.toggle("over", list === target);
  if (target) event.preventDefault();
});
board.addEventListener("drop", (event) => {
  const target = event.target.closest("[data-stage]");
  if (!dragged || !target) return;
  event.preventDefault();
  move(dragged, target.dataset.stage);
});

// --- From the list ----------------------------------------------------------

let asked = null;
function ask(card) {
  asked = card;
  const title = card.querySelector(".card-link").textContent;
  dialog.querySelector("h2").textContent = `Move “${title}” to`;
  for (const button of dialog.querySelectorAll("button[value]")) button.disabled = button.value === stageOf(card);
  dialog.returnValue = "";
  dialog.showModal();
}
dialog.addEventListener("close", () => {
  asked.querySelector(".card-link").focus();
  if (dialog.returnValue) move(asked, dialog.returnValue);
});
board.addEventListener("click", (event) => {
  const menu = event.target.closest('[data-part="menu"]');
  if (menu) ask(menu.closest(".board-card"));
});

// --- By keyboard ------------------------------------------------------------

function beside(card, step) {
  for (let i = STEPS.indexOf(stageOf(card)) + step; i >= 0 && i < STEPS.length; i += step) {
    const first = listOf(STEPS[i]).querySelector(".card-link");
    if (first) return first;
  }
  return null;
}
board.addEventListener("keydown", (event) => {
  const card = event.target.closest(".board-card");
  if (!card || event.ctrlKey || event.altKey || event.metaKey) return;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step && event.shiftKey) {
    const stage = STEPS[STEPS.indexOf(stageOf(card)) + step];
    if (stage) move(card, stage);
  } else if (step) {
    beside(card, step)?.focus();
  } else if (event.key === "ArrowDown") {
    card.nextElementSibling?.querySelector("a")?.focus();
  } else if (event.key === "ArrowUp") {
    card.previousElementSibling?.querySelector("a")?.focus();
  } else if (event.key.toLowerCase() === "m" && !event.shiftKey) {
    ask(card);
  } else {
    return;
  }
  event.preventDefault();
});
