// Onrecord's pages work without this. With it: charts are drawn and can be zoomed, marked words explain themselves
// where one points, the layers of a report are kept in its address, and the progress of an addition is shown.
"use strict";

// Charts ------------------------------------------------------------------------------------------------------------

function chartColours() {
  const of = (element) => getComputedStyle(element).color;
  const faint = document.createElement("small");
  document.body.append(faint);
  const colours = { ink: of(document.body), faint: of(faint) };
  faint.remove();
  return colours;
}

async function drawChart(figure) {
  const answer = await fetch(figure.dataset.spec, { headers: { accept: "application/json" } });
  const place = figure.querySelector(".drawing");
  if (!answer.ok) {
    place.textContent = "The chart could not be fetched; its rows are in the table.";
    return;
  }
  const spec = await answer.json();
  const { ink, faint } = chartColours();
  const room = Math.max(320, Math.min(figure.clientWidth - 150, 1150));
  if (spec.height && spec.height.step) spec.width = room;
  delete spec.title;
  const text = { labelColor: ink, titleColor: ink, gridColor: faint, gridOpacity: 0.25, domainColor: faint, tickColor: faint };
  const font = getComputedStyle(document.body).fontFamily;
  await window.vegaEmbed(place, spec, {
    actions: false,
    ast: true, // expressions are interpreted: the content security policy allows no evaluation
    defaultStyle: false,
    renderer: "svg",
    tooltip: { disableDefaultStyle: true },
    loader: { target: "_self" },
    config: { background: "transparent", font, axis: text, legend: { labelColor: ink, titleColor: ink }, text: { color: ink }, style: { "guide-label": { fontSize: 12 } } },
  });
  figure.classList.add("drawn");
}

function drawCharts() {
  if (!window.vegaEmbed) return;
  for (const figure of document.querySelectorAll("figure[data-spec]")) drawChart(figure);
}

// Marked words ------------------------------------------------------------------------------------------------------

function shownLayers() {
  const boxes = document.querySelectorAll(".layers input");
  return new Set([...boxes].filter((box) => box.checked).map((box) => box.name));
}

function explain(mark, card) {
  const layers = shownLayers();
  const keys = mark.dataset.n.split(" ");
  const notes = keys.map((key) => document.getElementById(key)).filter(Boolean);
  const wanted = notes.filter((note) => [...layers].some((layer) => note.classList.contains("l-" + layer)));
  for (const other of document.querySelectorAll(".m.on")) other.classList.remove("on");
  if (!wanted.length) return;
  card.replaceChildren(
    ...wanted.reverse().map((note) => {
      const copy = note.cloneNode(true);
      copy.removeAttribute("id");
      const box = document.createElement("div");
      box.className = copy.className;
      box.append(...copy.childNodes);
      return box;
    }),
  );
  const key = wanted[0].id;
  for (const piece of document.querySelectorAll(".m")) {
    if (piece.dataset.n.split(" ").includes(key)) piece.classList.add("on");
  }
  card.parentElement.classList.add("on");
}

function readReport() {
  const card = document.getElementById("card");
  const text = document.querySelector(".text");
  if (!card || !text) return;
  for (const kind of ["mouseover", "focusin", "click"]) {
    text.addEventListener(kind, (event) => {
      const mark = event.target.closest(".m");
      if (mark) explain(mark, card);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") card.parentElement.classList.remove("on");
  });
  keepLayers();
}

function keepLayers() {
  const boxes = [...document.querySelectorAll(".layers input")];
  const address = new URL(location.href);
  if (address.searchParams.has("layers")) {
    const asked = address.searchParams.get("layers").split(",");
    for (const box of boxes) box.checked = asked.includes(box.name);
  }
  for (const box of boxes) {
    box.addEventListener("change", () => {
      const here = new URL(location.href);
      here.searchParams.set("layers", [...shownLayers()].join(","));
      history.replaceState(null, "", here);
    });
  }
}

// Progress ----------------------------------------------------------------------------------------------------------

async function watchAddition() {
  const place = document.querySelector("[data-addition]");
  if (!place) return;
  const answer = await fetch(place.dataset.addition, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const run = await answer.json();
  if (run.state !== "running") return location.reload();
  const bar = place.querySelector("progress");
  if (run.total) Object.assign(bar, { max: run.total, value: run.seen });
  place.querySelector("output").textContent = run.told;
  setTimeout(watchAddition, 700);
}

drawCharts();
readReport();
watchAddition();
