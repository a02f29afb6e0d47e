// The sliders of the flow model: each moves with its number box, and the years are worked out again when it is let go.
// Without this script the boxes and the button do the same.
function address(form) {
  const asked = new URL(form.action);
  asked.search = new URLSearchParams(new FormData(form)).toString();
  return asked;
}

async function workOut(form) {
  const asked = address(form);
  const answer = await fetch(asked, { headers: { Accept: "text/html" } });
  if (asked.href !== address(form).href) return; // somebody has moved on meanwhile
  if (!answer.ok || answer.redirected) return form.requestSubmit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const here = document.getElementById("flow-results");
  const there = page.getElementById("flow-results");
  const open = [...here.querySelectorAll("details")].map((one) => one.open);
  here.replaceChildren(...document.importNode(there, true).childNodes);
  here.querySelectorAll("details").forEach((one, place) => (one.open = open[place] ?? false));
  document.querySelector("[data-flow-said]").textContent = here.querySelector(".rd-plate__finding").textContent;
  window.history.replaceState(null, "", asked);
}

export function startFlow() {
  const form = document.querySelector("[data-flow]");
  if (!form) return;
  for (const slider of form.querySelectorAll("[data-slides]")) {
    const box = document.getElementById(slider.dataset.slides);
    slider.hidden = false;
    slider.addEventListener("input", () => (box.value = slider.value));
    slider.addEventListener("change", () => workOut(form));
    box.addEventListener("change", () => (slider.value = box.value));
  }
  for (const box of form.querySelectorAll("input[name]")) box.addEventListener("change", () => workOut(form));
}
