// The dialog in which a model is chosen and tried.
footnote.models = (element, trigger, server) => {
  const dialog = document.body.appendChild(document.createElement("dialog"));
  dialog.id = "fn-models";
  dialog.setAttribute("aria-label", "Which model answers");

  const asked = () => Object.fromEntries(new FormData(dialog.querySelector("form")));
  const say = (html) => {
    dialog.querySelector(".fn-tried")?.remove();
    const told = document.createElement("div");
    told.className = "fn-tried";
    told.innerHTML = html;
    dialog.querySelector(".fn-acts").before(told);
  };

  const open = async () => {
    const current = element.querySelector("[data-model]").dataset.model;
    dialog.innerHTML = await server.list_models(current).catch(() => "");
    if (dialog.innerHTML && !dialog.open) dialog.showModal();
  };

  const test = async (button) => {
    button.disabled = true;
    say("<p class='fn-status fn-busy' role='status'>Asking it to say a word…</p>");
    const failed = "<p class='fn-trouble' role='alert'>Footnote does not answer.</p>";
    say(await server.try_model(asked()).catch(() => failed));
    button.disabled = false;
  };

  element.addEventListener("click", (event) => event.target.closest("[data-model]") && open());
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do='test']");
    if (button) test(button);
    else if (event.target === dialog || event.target.closest("[data-shut]")) dialog.close();
  });
  dialog.addEventListener("change", () => dialog.querySelector(".fn-tried")?.remove());
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    trigger("use", asked());
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.replaceChildren(); // a key that was typed stays nowhere
    element.querySelector("[data-model]")?.focus();
  });
};
