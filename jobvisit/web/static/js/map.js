// Maps over the list that stands beside them: [data-at] become numbered stops, select[data-dong] zones to paint.
// Without this file only the list stands, and it says the same.
const L = window.L;

function label(text, at, kind) {
  const words = document.createElement("span");
  words.textContent = text;
  return L.marker(at, { icon: L.divIcon({ className: kind, html: words, iconSize: null }), interactive: false, keyboard: false });
}

function stops(box, map) {
  const items = [...document.querySelectorAll(`${box.dataset.list} [data-at]`)];
  const way = items.map((item, n) => {
    const at = item.dataset.at.split(",").map(Number);
    const words = document.createElement("span");
    words.textContent = item.dataset.number;
    const icon = L.divIcon({ className: `stop ${item.dataset.kind || ""}`, html: words, iconSize: null });
    const marker = L.marker(at, { icon, title: item.dataset.name, keyboard: false, zIndexOffset: 1000 - n }).addTo(map);
    const link = item.querySelector("a") ?? item;
    marker.on("click", () => link.focus());
    for (const [kind, on] of [["focusin", true], ["focusout", false], ["mouseenter", true], ["mouseleave", false]])
      item.addEventListener(kind, () => marker.getElement()?.classList.toggle("stop-on", on));
    return at;
  });
  if (way.length > 1) L.polyline(way, { className: "way", interactive: false }).addTo(map);
  return way;
}

function zones(box, map, shapes) {
  const chooser = document.getElementById(box.dataset.chooser);
  const brush = () => chooser.querySelector(":checked")?.value;
  const redraw = shapes.map(({ dong, shape }) => {
    const select = document.querySelector(`select[data-dong="${dong.code}"]`);
    const tag = label("", dong.at, "land-tag").addTo(map).getElement().firstChild;
    const put = () => {
      if (!brush() || !select) return;
      select.value = brush();
      select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const paint = () => {
      const number = select ? select.selectedIndex + 1 : 0;
      const way = shape.getElement();
      way.setAttribute("class", `land leaflet-interactive zone-${((number - 1) % 8) + 1}`);
      way.setAttribute("aria-label", `${dong.name}: ${select?.value ?? ""}`);
      tag.textContent = `${number} ${dong.name}`;
    };
    const way = shape.getElement();
    way.setAttribute("tabindex", "0");
    way.setAttribute("role", "button");
    way.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      put();
    });
    shape.on("click", put);
    select?.addEventListener("change", paint);
    return paint;
  });
  redraw.forEach((paint) => paint());
}

async function draw(box) {
  box.closest("[hidden]")?.removeAttribute("hidden");
  const fine = !L.Browser.mobile; // one finger scrolls the page, two move the map
  const map = L.map(box, { attributionControl: Boolean(box.dataset.tiles), zoomControl: false, zoomSnap: 0.25, scrollWheelZoom: false, dragging: fine });
  L.control.zoom({ position: "topright", zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
  if (box.dataset.tiles) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(box.dataset.tiles, { attribution: box.dataset.by, maxZoom: 19 }).addTo(map);
  }
  map.setView([37.5, 127], 12);
  const way = stops(box, map);
  if (way.length) map.fitBounds(way, { padding: [40, 40], maxZoom: 16 });
  document.addEventListener("jv:place", ({ detail }) => {
    const at = [detail.lat, detail.lon];
    L.circle(at, { radius: detail.accuracy, className: "here", interactive: false }).addTo(map);
    map.fitBounds([...way, at], { padding: [40, 40], maxZoom: 16 });
  });
  let land;
  try {
    land = await (await fetch(box.dataset.land)).json();
  } catch {
    return; // no network: the stops stand without borders
  }
  const shapes = land.dongs.map((dong) => ({
    dong,
    shape: L.polygon(dong.shape, { className: "land", interactive: Boolean(box.dataset.chooser), dashArray: dong.drawn ? "6 5" : null }).addTo(map),
  }));
  if (!way.length && shapes.length) map.fitBounds(L.featureGroup(shapes.map((one) => one.shape)).getBounds());
  if (box.dataset.chooser) zones(box, map, shapes);
  else for (const { dong } of shapes) label(dong.name, dong.at, "land-name").addTo(map);
}

document.querySelectorAll("[data-map]").forEach(draw);
