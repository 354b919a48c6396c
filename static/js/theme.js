// The reader's own choice of colours, before anything is painted.
try {
  const { theme } = localStorage;
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
    document.querySelector("meta[name=color-scheme]").content = theme;
  }
} catch {
  // Storage is blocked.
}
