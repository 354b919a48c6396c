// Selected text can be copied together with where it stands.
{
  const text = document.querySelector("[data-citation]");
  const extras = ".side-note, .note-marker, .heading-link, .paragraph-link, .copy-citation";
  const [button, said] = ["button", "span"].map((name) => document.createElement(name));
  let chosen, timer;

  const words = (range) => {
    const part = range.cloneContents();
    for (const extra of part.querySelectorAll(extras)) extra.remove();
    return part.textContent.replaceAll("\u2060", "").replace(/\s+/g, " ").trim();
  };

  // The last paragraph or heading that begins no later than the selection.
  const address = (range) => {
    const anchor = [...text.querySelectorAll("[id^='p-'], [id^='s-']")].findLast(
      (at) => at.contains(range.startContainer) || range.comparePoint(at, 0) < 0,
    );
    const page = document.querySelector("link[rel=canonical]").href;
    return anchor ? `${page}#${anchor.id}` : page;
  };

  const offer = () => {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    const node = range?.commonAncestorContainer;
    const within = node?.closest ? node : node?.parentElement;
    const isText = text.contains(within) && !within.closest(extras);
    chosen = isText ? words(range) : "";
    if ((button.hidden = !chosen)) return;
    chosen = `“${chosen}”\n${text.dataset.citation}, ${address(range)}`;
    [button.textContent, said.textContent] = [text.dataset.copy, ""];
    [...text.children].findLast((block) => range.intersectsNode(block)).after(button);
    const { right, bottom } = [...range.getClientRects()].pop();
    const most = innerWidth - button.offsetWidth - 16;
    button.style.left = `${Math.max(8, Math.min(right, most)) + scrollX}px`;
    button.style.top = `${bottom + 8 + scrollY}px`;
  };

  if (text && navigator.clipboard) {
    Object.assign(button, { type: "button", className: "copy-citation", hidden: true });
    text.after(Object.assign(said, { role: "status", className: "visually-hidden" }));
    document.onselectionchange = () => {
      clearTimeout(timer);
      timer = setTimeout(offer, 250);
    };
    button.onmousedown = (event) => event.preventDefault();
    button.onclick = async () => {
      await navigator.clipboard.writeText(chosen);
      button.textContent = said.textContent = text.dataset.copied;
    };
    // Tab leads from the selection to the button, and on from there.
    document.addEventListener("keydown", (event) => {
      const isNext = document.activeElement.contains(button) && !button.matches(":focus");
      if (event.key !== "Tab" || event.shiftKey || button.hidden || !isNext) return;
      event.preventDefault();
      button.focus();
    });
  }
}
