// Shows the questions that fit what is chosen; of a chosen system, its answers only.
const form = document.forms.filters;
const cases = [...document.querySelectorAll(".case")];
const texts = cases.map((item) => item.textContent.toLowerCase());

function filter() {
  const { system, outcome, kind, text } = Object.fromEntries(new FormData(form));
  const wanted = text.trim().toLowerCase();
  let shown = 0;
  cases.forEach((item, i) => {
    let fits = false;
    for (const part of item.querySelectorAll("[data-system]")) {
      part.hidden = system !== "" && part.dataset.system !== system;
      fits ||= !part.hidden && (!outcome || part.dataset.outcome === outcome);
    }
    item.hidden = !(fits && (!kind || item.dataset.kind === kind) && texts[i].includes(wanted));
    shown += !item.hidden;
  });
  form.querySelector("output").textContent = `${shown} of ${cases.length} questions`;
}

form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
