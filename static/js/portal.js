/* Comfort on top of pages that work without it. Events are taken at the document, so that what
   htmx puts in later behaves the same. */
"use strict";

/* Menus of the top bar close on Escape and when the person turns elsewhere. */
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

/* A form is sent once. Where a download answers, the page stays: it can be sent again after a while. */
const SENT_AGAIN_AFTER_MS = 8000;

function release(form) {
  delete form.dataset.sent;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  // without the #place of a link that was followed before: the answer's summary is to have the focus
  if (!form.hasAttribute("action")) form.action = location.pathname + location.search;
  form.dataset.sent = "yes";
  setTimeout(release, SENT_AGAIN_AFTER_MS, form);
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach(release); // came back by the browser's button
});

/* File zones: say which file was chosen or dropped. */
const zoneOf = (target) => (target instanceof Element ? target.closest("[data-dropzone]") : null);

function fileSize(bytes) {
  const large = bytes >= 1e6;
  const style = { style: "unit", unit: large ? "megabyte" : "kilobyte", maximumFractionDigits: 1 };
  const size = bytes / (large ? 1e6 : 1e3);
  return new Intl.NumberFormat(document.documentElement.lang, style).format(size);
}

document.addEventListener("change", (event) => {
  const zone = zoneOf(event.target);
  if (!zone || event.target.type !== "file") return;
  const name = zone.querySelector("[data-dropzone-name]");
  const [file] = event.target.files;
  name.dataset.empty ??= name.textContent;
  name.textContent = file ? `${file.name} (${fileSize(file.size)})` : name.dataset.empty;
  zone.classList.toggle("dropzone-chosen", Boolean(file));
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const over = kind === "dragenter" || kind === "dragover";
    zoneOf(event.target)?.classList.toggle("dropzone-over", over);
  });
}

/* Copy buttons: data-copy names the element whose text is copied. */
document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.textContent.trim());
  const word = button.querySelector("[data-copy-word]") ?? button;
  word.dataset.before ??= word.textContent;
  word.textContent = button.dataset.copied;
  setTimeout(() => { word.textContent = word.dataset.before; }, 2500);
});

/* After a refused form, begin at the summary of what is to be corrected. */
document.querySelector("[data-error-summary]")?.focus();

/* Tick all: data-tick names the check boxes of the same form; pressed again it takes the ticks away. */
for (const button of document.querySelectorAll("[data-tick]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-tick]") : null;
  if (!button) return;
  const named = `input[type="checkbox"][name="${button.dataset.tick}"]`;
  const boxes = [...button.form.querySelectorAll(named)];
  const ticked = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !ticked;
});
