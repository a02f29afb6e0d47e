// The form of a record: the public page beside it follows what is typed, Ctrl+S publishes, leaving warns.
const WAIT = 350;

function showReadings(form, fragment) {
  for (const told of fragment.querySelectorAll("[data-readings] [data-read]")) {
    const here = form.querySelector(`[data-read="${told.dataset.read}"]`);
    if (here) here.innerHTML = told.innerHTML;
  }
  form.querySelectorAll("[data-told-now]").forEach((old) => old.remove());
  for (const told of fragment.querySelectorAll("[data-mistake]")) {
    const field = document.getElementById(told.dataset.mistake);
    if (!field || !field.matches("input, textarea") || document.getElementById(`${field.id}-error`)) continue;
    const said = document.createElement("p");
    said.className = "govuk-error-message";
    said.dataset.toldNow = "";
    said.textContent = told.textContent;
    field.before(said);
  }
  fragment.querySelector("[data-readings]")?.remove();
}

function follow(form) {
  const here = document.querySelector("[data-preview-here]");
  const state = document.querySelector("[data-preview-state]");
  let timer, asking;

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    state.textContent = "…";
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), signal: asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const fragment = document.createElement("div");
      fragment.innerHTML = await answer.text();
      showReadings(form, fragment);
      here.replaceChildren(...fragment.childNodes);
      state.textContent = "";
    } catch (error) {
      if (error.name !== "AbortError") state.textContent = "–";
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
}

export function startEditors() {
  for (const form of document.querySelectorAll("[data-editor]")) {
    let typed = false;
    form.addEventListener("input", () => (typed = true));
    form.addEventListener("submit", () => (typed = false));
    window.addEventListener("beforeunload", (event) => typed && event.preventDefault());
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        form.requestSubmit(form.querySelector("[data-save]"));
      }
    });
    if (form.dataset.preview && window.matchMedia("(min-width: 48em)").matches) follow(form);
  }
}
