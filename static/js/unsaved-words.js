// Asks before leaving a form whose words have not been saved.
for (const field of document.querySelectorAll('.markdownx-editor')) {
  let isChanged = false;
  field.form.addEventListener('input', () => { isChanged = true; });
  field.form.addEventListener('submit', () => { isChanged = false; });
  window.addEventListener('beforeunload', event => { if (isChanged) event.preventDefault(); });
}
