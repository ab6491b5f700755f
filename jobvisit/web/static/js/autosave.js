// Everything typed is kept: form[data-autosave="/address/"] is sent there two seconds after the last key.
// The answer is JSON: {"saved_at": "14:02", "version": 3, "url": "/orders/7/"}; the last two are optional.
// Drafts live on the server only: personal data is not written to this device.

const PAUSE = 2000;
const RETRY = 10000;
const drafts = new Map(); // form -> {dirty, timer, busy}

function show(state, text = "") {
  for (const place of document.querySelectorAll("[data-save-state]")) {
    place.dataset.state = ["offline", "login", "conflict"].includes(state) ? "failed" : state;
    place.textContent = `${place.dataset[state]} ${text}`.trim();
  }
}

function later(form, draft, wait) {
  clearTimeout(draft.timer);
  draft.timer = setTimeout(() => save(form, draft), wait);
}

function accept(form, answer) {
  const version = form.querySelector("[name=version]");
  if (version && answer.version !== undefined) version.value = answer.version;
  if (answer.url) history.replaceState(history.state, "", answer.url);
  show("saved", answer.saved_at);
}

async function save(form, draft, leaving = false) {
  clearTimeout(draft.timer);
  if (!form.isConnected) return drafts.delete(form);
  if (draft.busy) return later(form, draft, PAUSE);
  draft.busy = true;
  draft.dirty = false;
  show("saving");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      redirect: "manual",
      keepalive: leaving,
    });
    if (answer.ok) accept(form, await answer.json());
    else if (answer.type === "opaqueredirect") fail(draft, "login");
    else if (answer.status === 409) fail(draft, "conflict");
    else if (fail(draft, "failed")) later(form, draft, RETRY);
  } catch {
    if (fail(draft, "offline")) later(form, draft, RETRY);
  }
  draft.busy = false;
}

function fail(draft, state) {
  show(state);
  return (draft.dirty = true);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.autosave) return;
  if (!drafts.has(form)) drafts.set(form, {});
  const draft = drafts.get(form);
  draft.dirty = true;
  if (!draft.busy) show("typing");
  later(form, draft, PAUSE);
});

document.addEventListener("jv:save", (event) => {
  const draft = drafts.get(event.target);
  if (draft?.dirty) save(event.target, draft);
});

// A form that is being sent needs no draft; should it come back with errors, it is a new form.
document.addEventListener("submit", (event) => {
  const draft = drafts.get(event.target);
  if (!draft) return;
  clearTimeout(draft.timer);
  draft.dirty = false;
});

const unsaved = () => [...drafts].filter(([form, draft]) => form.isConnected && draft.dirty);
const flush = (leaving) => unsaved().forEach(([form, draft]) => save(form, draft, leaving));

addEventListener("online", () => flush(false));
document.addEventListener("visibilitychange", () => document.hidden && flush(true));
addEventListener("beforeunload", (event) => unsaved().length && event.preventDefault());
