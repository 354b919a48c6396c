// A live preview beside the Markdown text: the page as readers would see it.
// Faults are said below the field, never written into the text.
for (const box of document.querySelectorAll('.markdownx')) {
  const field = box.querySelector('.markdownx-editor');
  const pane = box.querySelector('.markdownx-preview');
  const says = document.createElement('p');
  says.className = 'editor-says';
  says.setAttribute('role', 'status');
  box.after(says);
  const names = { role: 'region', 'aria-label': field.dataset.preview, tabindex: 0 };
  for (const [name, value] of Object.entries(names)) pane.setAttribute(name, value);
  let timer, latest;

  // What the preview depends on beside the text: the notes as typed, the language.
  const typed = () => {
    const body = new FormData();
    for (const [name, value] of new FormData(field.form)) {
      if (/^(csrfmiddlewaretoken$|endnotes-|language$)/.test(name)) body.append(name, value);
    }
    body.append('content', field.value);
    return body;
  };

  const preview = async () => {
    const mine = (latest = {});
    try {
      const answer = await fetch(field.dataset.markdownxUrlsPath, { method: 'POST', body: typed() });
      const text = await answer.text();
      if (mine !== latest) return;
      const isPlain = answer.headers.get('Content-Type')?.startsWith('text/plain');
      if (answer.redirected) says.textContent = field.dataset.loggedOut;
      else if (answer.ok) show(text);
      else says.textContent = isPlain ? text : field.dataset.offline;
    } catch {
      says.textContent = field.dataset.offline;
    }
  };

  // Links out of the preview open beside the form, which may hold unsaved words.
  const show = text => {
    const made = new DOMParser().parseFromString(text, 'text/html').body;
    for (const link of made.querySelectorAll('a:not([href^="#"])')) link.target = '_blank';
    pane.replaceChildren(...made.childNodes);
    says.textContent = '';
  };

  field.form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(preview, 600); });
  preview();
}
