// Where the person is: asked once, and only after a press on [data-place]. The words come from the page.
// In a form the answer goes along with it, whatever it is; elsewhere maps hear "jv:place". Nothing is kept here.

function asked(button, say, then) {
  say(button.dataset.asking);
  const told = ({ coords }) => {
    say(`${button.dataset.found} ±${Math.round(coords.accuracy)} m`);
    then("shared", { lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy });
  };
  const names = { 1: "denied", 3: "timeout" };
  const failed = ({ code }) => {
    const why = names[code] ?? "unavailable";
    say(button.dataset[why]);
    then(why, null);
  };
  navigator.geolocation.getCurrentPosition(told, failed, { enableHighAccuracy: true, timeout: 8000, maximumAge: 30000 });
}

for (const button of document.querySelectorAll("[data-place]")) {
  if (!navigator.geolocation) continue;
  button.closest("[hidden]")?.removeAttribute("hidden");
  const line = document.getElementById(button.getAttribute("aria-describedby"));
  button.addEventListener("click", (event) => {
    event.preventDefault();
    button.disabled = true;
    asked(button, (words) => (line.textContent = words), (how, place) => {
      button.disabled = false;
      const { form } = button;
      if (!form) return place && document.dispatchEvent(new CustomEvent("jv:place", { detail: place }));
      const values = { place: how, ...place };
      for (const name in values) form.elements[name].value = values[name];
      form.requestSubmit();
    });
  });
}
