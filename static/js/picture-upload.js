// Pictures for the Markdown text: chosen, dropped or pasted, then named at the cursor.
for (const field of document.querySelectorAll('.markdownx-editor')) {
  const label = document.createElement('label');
  const input = document.createElement('input');
  const says = document.createElement('span');
  label.className = 'add-picture';
  label.textContent = `${field.dataset.addPicture} `;
  input.type = 'file';
  input.accept = 'image/jpeg,image/png,image/webp,image/gif,image/avif';
  says.setAttribute('role', 'alert');
  label.append(input);
  field.closest('.markdownx').after(label, says);

  const upload = async file => {
    const body = new FormData();
    body.append('csrfmiddlewaretoken', field.form.elements.csrfmiddlewaretoken.value);
    body.append('image', file);
    try {
      const answer = await fetch(field.dataset.markdownxUploadUrlsPath, { method: 'POST', body });
      if (answer.redirected) throw new Error(field.dataset.loggedOut);
      const made = await answer.json();
      if (!answer.ok) return made.image.join(' ');
      field.setRangeText(made.image_code, field.selectionStart, field.selectionStart, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return made.note ?? '';
    } catch (error) {
      return error.message === field.dataset.loggedOut ? error.message : field.dataset.offline;
    }
  };

  const take = async files => {
    says.textContent = '';
    for (const file of files) says.textContent += await upload(file);
  };
  const takeFrom = (event, transfer) => {
    if (!transfer?.files.length) return;
    event.preventDefault();
    take([...transfer.files]);
  };

  input.addEventListener('change', async () => { await take([...input.files]); input.value = ''; });
  field.addEventListener('drop', event => takeFrom(event, event.dataTransfer));
  field.addEventListener('paste', event => takeFrom(event, event.clipboardData));
}
