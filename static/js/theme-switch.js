// The switch of colours in the footer; theme.js shows at first what it has kept.
{
  const field = document.querySelector("[data-theme-switch]");
  const root = document.documentElement;

  const show = (theme = "") => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.querySelector("meta[name=color-scheme]").content = theme || "light dark";
    for (const input of field.elements) input.checked = input.value === theme;
  };

  const keep = (theme) => {
    try {
      localStorage.theme = theme;
    } catch {
      // Storage is blocked: the choice holds for this page.
    }
  };

  const kept = () => {
    try {
      const { theme } = localStorage;
      return ["light", "dark"].includes(theme) ? theme : "";
    } catch {
      return root.dataset.theme;
    }
  };

  if (field) {
    field.hidden = false;
    field.addEventListener("change", ({ target }) => {
      show(target.value);
      keep(target.value);
    });
    // Not before, since the browser restores what an earlier visit left in the form.
    addEventListener("pageshow", () => show(kept()));
  }
}
