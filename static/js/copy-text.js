// A button beside each citation that copies it; its words are in the page.
{
  const list = document.querySelector(".cite [data-copy]");
  const said = document.createElement("span");

  const offer = (text) => {
    const { copy, copied, failed } = list.dataset;
    const label = text.previousElementSibling;
    const name = label.textContent;
    const button = Object.assign(document.createElement("button"), { type: "button" });
    const say = (words) =>
      Object.assign(button, { textContent: words, ariaLabel: `${words}: ${name}` });
    say(copy);
    label.append(" ", button);
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text.textContent.trim());
        say(copied);
      } catch {
        // Not allowed, or, without https, not there at all.
        getSelection().selectAllChildren(text);
        say(failed);
      }
      said.textContent = button.ariaLabel;
      setTimeout(() => {
        say(copy);
        said.textContent = "";
      }, 3000);
    };
  };

  if (list) {
    list.querySelectorAll("dd").forEach(offer);
    list.after(Object.assign(said, { role: "status", className: "visually-hidden" }));
  }
}
