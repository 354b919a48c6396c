// A note beside its marker, under the mouse, where no margin shows it.
{
  const room = matchMedia("(min-width: 60em) and (hover: hover)");
  const article = document.querySelector(".article:has(.notes)");
  const card = document.createElement("div");
  let marker, next, timer;

  const soon = (act) => {
    if (act === next) return;
    clearTimeout(timer);
    next = act;
    timer = act && setTimeout(() => (soon(), act()), 250);
  };

  const close = () => {
    soon();
    if (card.matches(":popover-open")) card.hidePopover();
  };

  const open = () => {
    const note = document.getElementById(marker.hash.slice(1));
    card.replaceChildren(...note.cloneNode(true).childNodes);
    for (const link of card.querySelectorAll(".note-return")) link.remove();
    card.showPopover();
    const at = marker.getBoundingClientRect();
    const { width, height } = card.getBoundingClientRect();
    const above = at.bottom + height + 8 > innerHeight && at.top > height + 8;
    const left = Math.max(8, Math.min(at.left - 16, innerWidth - width - 24));
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${scrollY + (above ? at.top - height - 4 : at.bottom + 4)}px`;
  };

  const isBeside = () => article.querySelector(".side-note")?.checkVisibility();

  if (article && card.showPopover) {
    card.className = "note-card";
    card.popover = "manual";
    article.append(card);
    document.addEventListener("pointerover", ({ target, pointerType }) => {
      const over = target.closest(".text .note-marker a");
      if (card.contains(target)) soon();
      else if (!over || pointerType !== "mouse" || !room.matches || isBeside()) {
        soon(card.matches(":popover-open") ? close : undefined);
      } else {
        marker = over;
        soon(open);
      }
    });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
    addEventListener("hashchange", close);
  }
}
