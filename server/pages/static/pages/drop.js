// Files dropped on a .drop field are put into it; the names of what was chosen stand beneath.
"use strict";
for (const field of document.querySelectorAll(".drop")) {
  const input = field.querySelector("input[type=file]");
  const chosen = field.querySelector(".chosen");
  const tell = () => { chosen.textContent = Array.from(input.files, (file) => file.name).join(", "); };
  input.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) {
    field.addEventListener(kind, (event) => { event.preventDefault(); field.classList.add("over"); });
  }
  field.addEventListener("dragleave", () => field.classList.remove("over"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("over");
    const kept = new DataTransfer();
    for (const file of event.dataTransfer.files) {
      if (input.multiple || kept.items.length === 0) kept.items.add(file);
    }
    input.files = kept.files;
    tell();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
