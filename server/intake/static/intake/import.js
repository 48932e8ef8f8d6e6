// Many files go one after the other, so that none waits for all; what became of them is the page at the end.
"use strict";
const form = document.getElementById("sticks");
const going = document.getElementById("going");
const ranks = ["kense-enrolment", "kense-key", "kense-batch", "kense-question"];
const rank = (file) => ranks.indexOf(file.name.slice(file.name.lastIndexOf(".") + 1));
const inOrder = (one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, "en", { numeric: true });

form.addEventListener("submit", async (event) => {
  const files = Array.from(form.elements.files.files).sort(inOrder);
  if (files.length < 2) return; // one file is sent as any form is
  event.preventDefault();
  const [bar, words] = going.children;
  const button = form.querySelector("button.primary");
  let run = "";
  let address = "";
  going.hidden = false;
  button.disabled = true;
  bar.max = files.length;
  try {
    for (const [place, file] of files.entries()) {
      bar.value = place;
      words.textContent = going.dataset.words.replace("%(now)s", place + 1).replace("%(all)s", files.length);
      const sent = new FormData();
      sent.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      sent.append("run", run);
      sent.append("files", file);
      const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
      ({ run, address } = await answer.json());
    }
    window.location.assign(address);
  } catch {
    words.textContent = going.dataset.failed;
    button.disabled = false;
    if (address) window.setTimeout(() => window.location.assign(address), 3000);
  }
});
