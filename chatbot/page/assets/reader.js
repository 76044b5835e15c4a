// The source pane: a footnote opens the document at the cited words, and leads back again.
(() => {
  const root = document.documentElement;
  let pane, server, from, asked = 0;

  const parsed = (link) => {
    const [document, start, end] = link.getAttribute("href").slice("#source/".length).split("/");
    return { document: decodeURIComponent(document), start: +start || 0, end: +end || 0 };
  };

  const open = (link) => {
    from = link;
    document.querySelectorAll(".fn-lit").forEach((other) => other.classList.remove("fn-lit"));
    link.classList.add("fn-lit");
    root.dataset.fnReading = "";
    cover(true);
    turn(parsed(link));
  };

  // On a phone the source lies over everything else, which then cannot be reached.
  const cover = (on) =>
    document
      .querySelectorAll("#fn-top, #fn-documents, #fn-middle")
      .forEach((part) => part.toggleAttribute("inert", on && footnote.narrow.matches));

  const turn = async (where) => {
    const mine = ++asked;
    pane.setAttribute("aria-busy", "true");
    const html = await server.open_source(where).catch(() => null);
    if (mine !== asked) return; // another one was opened meanwhile
    pane.removeAttribute("aria-busy");
    pane.innerHTML = html ?? "<div class='fn-trouble' role='alert'>Footnote does not answer.</div>";
    show();
  };

  const show = () => {
    const mark = pane.querySelector("mark, .fn-facsimile i");
    const there = mark ?? pane.querySelector(".fn-text, .fn-close");
    mark?.setAttribute("tabindex", "-1");
    there?.focus({ preventScroll: true });
    mark?.scrollIntoView({ block: "center" });
    watch();
  };

  // More text comes when the end of what is there scrolls into view.
  const watcher = new IntersectionObserver(
    (seen) => seen.filter((one) => one.isIntersecting).forEach((one) => more(one.target)),
    { rootMargin: "400px" },
  );
  const watch = () => pane.querySelectorAll(".fn-more").forEach((button) => watcher.observe(button));

  const more = async (button) => {
    if (button.disabled) return;
    button.disabled = true;
    const { document: id } = button.closest(".fn-reader").dataset;
    const { way, at } = button.dataset;
    const html = await server.more_source({ document: id, way, at: +at }).catch(() => "");
    if (!button.isConnected) return;
    const text = button.closest(".fn-text");
    const height = text.scrollHeight;
    const top = text.scrollTop;
    button.insertAdjacentHTML(way === "before" ? "afterend" : "beforebegin", html);
    button.remove();
    if (way === "before") text.scrollTop = top + text.scrollHeight - height;
    watch();
  };

  // Makes room for what else there is to see; whoever closed it goes back to where they were.
  footnote.closeSource = () => {
    asked += 1;
    delete root.dataset.fnReading;
    cover(false);
    pane.replaceChildren();
    document.querySelectorAll(".fn-lit").forEach((link) => link.classList.remove("fn-lit"));
  };
  const close = () => {
    footnote.closeSource();
    if (!from?.isConnected) return;
    from.focus({ preventScroll: true });
    from.scrollIntoView({ block: "nearest", behavior: footnote.motion() });
  };

  footnote.reader = (element, its) => {
    pane = element.appendChild(document.createElement("div"));
    pane.className = "fn-pane";
    server = its;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#source/']");
    if (link) {
      event.preventDefault();
      open(link);
    } else if (event.target.closest("[data-close]")) close();
    else if (event.target.closest(".fn-reader [data-view], .fn-reader [data-page]")) {
      const { view, page } = event.target.closest("[data-view], [data-page]").dataset;
      const { document, start, end } = event.target.closest(".fn-reader").dataset;
      turn({ document, start: +start, end: +end, view: view ?? "page", page: +(page ?? 0) });
    } else if (event.target.closest(".fn-more")) more(event.target.closest(".fn-more"));
  });
  footnote.narrow.addEventListener("change", () => cover("fnReading" in root.dataset));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if ("fnReading" in root.dataset) close();
  });
})();
