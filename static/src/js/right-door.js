// Every page is complete without this script; it only makes some of them a little easier.
import { Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink, createAll } from "govuk-frontend";

import { startDesk } from "./desk.js";
import { startFlow } from "./flow.js";
import { startKeys } from "./keys.js";
import { startOwnWords } from "./own-words.js";
import { startEditors } from "./preview.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink]) createAll(component);

// "Leave this page": hide the page at once and put the next one in its place in the browser's history.
for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    window.location.replace(link.href);
  });
}

// Buttons that only a script can serve stay hidden without one.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A block of text to copy, such as a plan to paste into a message.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(text.value ?? text.innerText);
    document.getElementById(button.getAttribute("aria-describedby")).textContent = button.dataset.copied;
  });
}

startDesk();
startKeys();
startOwnWords();
startEditors();
startFlow();
