// Shorter ways for whoever keeps records all day: Ctrl+K goes to the box that finds one, and a link to a question of a
// form puts the cursor there, with what stands there marked so that typing replaces it.
const TEXT = "input[type=text], input[type=tel], input[type=url], input[type=email], input:not([type]), textarea";

function focusQuestion() {
  const named = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!named || !named.closest("[data-editor], [data-answers]") || named.matches("section")) return;
  const field = named.matches("input, textarea") ? named : named.querySelector(TEXT) ?? named.querySelector("input");
  if (!field) return;
  field.focus({ preventScroll: true });
  if (field.matches("input") && field.matches(TEXT)) field.select();
}

export function startKeys() {
  const find = document.querySelector("[data-find]");
  if (find) {
    for (const key of document.querySelectorAll("[data-find-key]")) key.hidden = false;
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "k") return;
      event.preventDefault();
      find.focus();
      find.select();
    });
  }
  // The browser goes to the question by itself and takes the cursor away again: after that it is our turn.
  window.addEventListener("load", () => requestAnimationFrame(() => setTimeout(focusQuestion)));
  window.addEventListener("hashchange", focusQuestion);
}
