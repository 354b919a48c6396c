// Arrows that move a row of a list up and down; they work by keyboard.
for (const group of document.querySelectorAll('.inline-group')) {
  if (!group.querySelector('[name$="-position"]')) continue;
  const rows = () => [...group.querySelectorAll('tr.form-row:not(.empty-form)')];
  const place = row => row.querySelector('[name$="-position"]');
  const number = () => rows().forEach((row, i) => {
    const filled = row.classList.contains('has_original') || [...row.querySelectorAll('textarea, select, input[type=text]')].some(f => f.value);
    if (filled) place(row).value = i;
  });
  const arm = row => {
    if (row.querySelector('.move-row')) return;
    for (const [way, sign] of [['down', '↓'], ['up', '↑']]) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'move-row';
      button.dataset.way = way;
      button.textContent = sign;
      button.setAttribute('aria-label', place(row).dataset[way]);
      place(row).after(button);
    }
  };
  // A refused form comes back in the order of its names, not of its places.
  const end = group.querySelector('.empty-form');
  for (const row of rows().sort((a, b) => place(a).value - place(b).value)) {
    const error = row.previousElementSibling;
    if (error?.matches('.row-form-errors')) end?.before(error);
    end?.before(row);
  }
  rows().forEach(arm);
  document.addEventListener('formset:added', event => {
    if (!group.contains(event.target)) return;
    arm(event.target);
    event.target.querySelector('input:not([type=hidden]), select, textarea')?.focus();
  });
  group.addEventListener('click', event => {
    const button = event.target.closest('.move-row');
    if (!button) return;
    const row = button.closest('.form-row'), all = rows(), i = all.indexOf(row);
    if (button.dataset.way === 'up' && i > 0) all[i - 1].before(row);
    if (button.dataset.way === 'down' && i < all.length - 1) all[i + 1].after(row);
    number();
    button.focus();
  });
  group.closest('form').addEventListener('submit', number);
}
