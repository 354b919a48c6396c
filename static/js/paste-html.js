// Takes what is pasted with its formatting, so that notes and headings are not lost.
for (const box of document.querySelectorAll("textarea[data-pasted]")) {
  // More would be refused as a field; as a file it may be larger.
  const most = 500_000;
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.className = "editor-says";
  box.after(said);

  box.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html || !/<(?:p|h\d|sup|a|li|table|blockquote)\b/i.test(html)) return;
    event.preventDefault();
    if (html.length > most) {
      const files = new DataTransfer();
      files.items.add(new File([html], "pasted.html", { type: "text/html" }));
      box.form.elements.file.files = files.files;
    } else {
      box.setRangeText(html, box.selectionStart, box.selectionEnd, "end");
    }
    said.textContent = box.dataset.pasted;
  });
}
