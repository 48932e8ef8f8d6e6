// The figures of today, counted anew each minute while somebody looks. Without this script the page has a link.
"use strict";

const live = document.getElementById("live");

async function countAgain() {
  if (document.hidden || live.contains(document.activeElement) || live.querySelector("details[open]")) return;
  try {
    const answer = await fetch(live.dataset.address, { redirect: "error", signal: AbortSignal.timeout(20000) });
    if (answer.ok) live.innerHTML = await answer.text();
  } catch {
    // The line is down: the figures stay, with the time they were counted at.
  }
}

setInterval(countAgain, 60000);
