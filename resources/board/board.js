// The board in a browser. It asks for the state after the one it has; the answer comes when there is another.
"use strict";

const FRESH_MS = 8000; // how long a new call stands out
const AGAIN_MS = 2000; // after a request that failed
const ANSWERED_WITHIN_MS = 40000; // twice what the counter waits before it says that nothing is new

const chime = new Audio("/chime.wav");
let seen = "";
let mark = null; // of the last call shown; none before the first state, so that opening the page is no call
let fresh = 0;
let soundIsOn = false;
let words = {};

const part = (id) => document.getElementById(id);

/** A text in each language of the board, one under the other. */
function pair(element, texts) {
  element.replaceChildren(
    ...Object.entries(texts || {}).map(([language, text]) => {
      const line = document.createElement("span");
      line.lang = language;
      line.textContent = text;
      return line;
    })
  );
}

function show(state) {
  words = state.words;
  document.title = Object.values(words.board).join(" · ");
  pair(part("before-heading"), words.before);
  pair(part("waiting-heading"), words.waiting);
  pair(part("order"), words.order);
  pair(part("stale"), words.stale);
  showSound();
  if (state.mark === undefined) return; // the counter has told nothing yet
  pair(part("organisation"), state.organisation);
  pair(part("heading"), words[state.heading]);
  part("counter").textContent = state.counter;
  part("counter").setAttribute("aria-label", Object.values(words.counter).join(" · ") + " " + state.counter);
  part("called").textContent = state.called;
  part("called").style.setProperty("--letters", String(Math.max(4, state.called.length)));
  part("waiting").textContent = state.waiting;
  part("before").replaceChildren(
    ...state.before.map((label) => {
      const line = document.createElement("li");
      line.textContent = label;
      return line;
    })
  );
  const called = mark !== null && state.mark > mark && state.called !== "";
  mark = state.mark;
  if (called) call();
  if (state.heading !== "called") part("now").classList.remove("fresh");
}

/** Someone is called, or called again: the number stands out for a while, and the chime sounds. */
function call() {
  part("now").classList.add("fresh");
  clearTimeout(fresh);
  fresh = setTimeout(() => part("now").classList.remove("fresh"), FRESH_MS);
  document.documentElement.dataset.calls = String(Number(document.documentElement.dataset.calls || 0) + 1);
  chime.currentTime = 0;
  chime.play().then(soundWorks, () => {});
}

function soundWorks() {
  soundIsOn = true;
  showSound();
}

/** Browsers sound nothing before somebody has clicked; the button is there until then. */
function showSound() {
  const button = part("sound");
  pair(button, soundIsOn ? words.sound_is_on : words.sound_on);
  button.setAttribute("aria-pressed", String(soundIsOn));
  button.hidden = false;
}

/** The number shown may be an old one: say so, rather than let someone wait for nothing. */
function showStale(stale) {
  part("stale").hidden = !stale;
  part("order").hidden = stale;
}

async function ask() {
  const answer = await fetch("/state.json?seen=" + encodeURIComponent(seen), {
    cache: "no-store",
    signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
  });
  if (answer.status === 304) return;
  if (!answer.ok) throw new Error(String(answer.status));
  const state = await answer.json();
  seen = (answer.headers.get("ETag") || "").replaceAll('"', "");
  show(state);
}

async function follow() {
  for (;;) {
    try {
      await ask();
      showStale(false);
    } catch {
      showStale(true);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

part("sound").addEventListener("click", () => chime.play().then(soundWorks, () => {}));
follow();
