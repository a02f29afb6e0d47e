// The desk's one screen: while an officer types, needs, signs, services and numbers follow; keys do the rest. What is
// typed goes to our own address in the body of a request and is kept nowhere; the browser keeps only whether single
// keys are on.
const WAIT = 300;
const KEPT = "desk-single-keys";
const TYPED = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit], [type=button])";

const keysAreOn = () => {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true; // a browser that keeps nothing: the switch counts for this page
  }
};

function keepKeys(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // see above
  }
}

class Desk {
  constructor(form) {
    this.form = form;
    this.sending = Promise.resolve();
    this.single = form.querySelector("[data-single-keys]");
    this.keys = form.querySelector("[data-keys]");
    this.away = form.querySelector("[data-away]");
    this.keys.hidden = false;
    this.single.checked = keysAreOn();
    this.single.addEventListener("change", () => keepKeys(this.single.checked));
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  // ------------------------------------------------------------------------------------------- reading as one types

  changed(event) {
    if (event.target === this.single) return;
    this.asking?.abort(); // an answer to what stood there before is of no use
    clearTimeout(this.timer);
    const typing = event.target.matches("textarea, input[type=text], input:not([type])");
    this.timer = setTimeout(() => this.ask(), typing ? WAIT : 0);
  }

  async ask() {
    this.asking?.abort();
    clearTimeout(this.timer);
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.form.dataset.desk, { method: "POST", body: this.body(), signal: this.asking.signal });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.away.hidden = false;
    }
  }

  body(more = {}) {
    const body = new URLSearchParams(new FormData(this.form));
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    return body;
  }

  show(html) {
    this.away.hidden = true;
    const told = document.createElement("template");
    told.innerHTML = html;
    for (const part of told.content.querySelectorAll("[data-part]")) {
      const here = this.form.querySelector(`[data-part="${part.dataset.part}"]`);
      const now = part.innerHTML.trim();
      if (!here || here.dataset.shown === now) continue; // what stands there already is not read out again
      const focused = here.contains(document.activeElement) && document.activeElement.id;
      const open = [...here.querySelectorAll("details[open]")].map((one) => one.closest("[data-row]")?.dataset.row);
      here.dataset.shown = now;
      here.innerHTML = now;
      for (const row of open) here.querySelector(`[data-row="${row}"] details`)?.setAttribute("open", "");
      if (focused) (document.getElementById(focused) ?? here.closest("section, aside")?.querySelector("h2"))?.focus();
    }
  }

  // ----------------------------------------------------------------------------------------------------------- buttons

  submitted(event) {
    const button = event.submitter;
    if (button?.value === "show") {
      event.preventDefault();
      this.ask();
    } else if (button?.name === "do" && button.value !== "log") {
      event.preventDefault();
      this.change(button.value);
    } else {
      this.asking?.abort();
    }
  }

  // One change of the shortlist after another, each with all that is on the screen. Where one fails, the button does it.
  change(what) {
    this.asking?.abort();
    clearTimeout(this.timer);
    this.sending = this.sending.then(async () => {
      try {
        const body = this.body({ do: what, part: "1" });
        const answer = await fetch(this.form.action, { method: "POST", body });
        if (answer.redirected || (!answer.ok && answer.status !== 422)) throw new Error(String(answer.status));
        this.show(await answer.text());
      } catch {
        this.away.hidden = false;
      }
    });
  }

  // -------------------------------------------------------------------------------------------------------------- keys

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (event.altKey) {
      if (number && this.toggle(number)) event.preventDefault();
      return;
    }
    if (event.key === "Escape" && document.activeElement?.matches(TYPED)) {
      document.getElementById("found-title").focus({ preventScroll: true });
      return;
    }
    if (!this.single.checked || event.target.matches?.(TYPED)) return;
    if (this.singleKey(event.key, number)) event.preventDefault();
  }

  singleKey(key, number) {
    if (number) return this.toggle(number);
    if (key === "s") return this.toggle(document.activeElement?.closest("[data-row]")?.dataset.row);
    if (key === "?") {
      this.keys.open = !this.keys.open;
      if (this.keys.open) this.keys.querySelector("summary").focus();
      return true;
    }
    const field = { "/": "text", p: "place", a: "age" }[key];
    if (field) {
      document.getElementById(field).focus();
      return true;
    }
    const button = this.form.querySelector(`[data-key="${CSS.escape(key)}"]`);
    button?.click();
    return Boolean(button);
  }

  toggle(number) {
    const button = number && this.form.querySelector(`[data-row="${number}"] [data-toggle]`);
    if (button) this.change(button.value);
    return Boolean(button);
  }
}

export function startDesk() {
  const form = document.querySelector("[data-desk]");
  if (form) new Desk(form);
}
