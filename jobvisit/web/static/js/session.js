// Whoever logs in again in another window can go on here: the page gets the new token, and what was typed stays.

const address = document.body.dataset.alive;

async function refresh() {
  if (!address) return;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error" });
    const { csrf } = await answer.json();
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = csrf;
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": csrf }));
  } catch {
    // no network: the next return to this window tries again
  }
}

document.addEventListener("visibilitychange", () => document.hidden || refresh());
addEventListener("focus", refresh);
addEventListener("pageshow", (event) => event.persisted && refresh());
