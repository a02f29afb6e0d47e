// "Tell us in your own words": while somebody types, the numbers to ring come up at once and a line says what was read.
// The text goes to our own address, in the body of a request, and is answered and forgotten.
const WAIT = 600;
const ENOUGH = 12;

function show(place, told) {
  const html = told?.innerHTML.trim() ?? "";
  if (place.dataset.shown === html) return; // what stands there already is not read out again
  place.dataset.shown = html;
  place.innerHTML = html;
  return html;
}

function follow(form) {
  const field = form.querySelector("textarea");
  const first = form.querySelector("[data-ring-first]");
  const read = form.querySelector("[data-read-so-far]");
  let timer, asking;

  async function ask() {
    asking?.abort();
    if (field.value.trim().length < ENOUGH) return [first, read].forEach((place) => show(place));
    asking = new AbortController();
    try {
      const body = new URLSearchParams({ text: field.value });
      const answer = await fetch(form.dataset.ownWords, { method: "POST", body, signal: asking.signal });
      if (!answer.ok) return;
      const told = document.createElement("template");
      told.innerHTML = await answer.text();
      if (show(first, told.content.querySelector("[data-first]"))) first.scrollIntoView({ block: "nearest" });
      show(read, told.content.querySelector("[data-read]"));
    } catch {
      // Nobody is near, or more was typed meanwhile: the button does the same.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asking?.abort();
  });
}

export function startOwnWords() {
  for (const form of document.querySelectorAll("[data-own-words]")) follow(form);
}
