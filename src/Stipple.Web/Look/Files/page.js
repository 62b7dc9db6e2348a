// What HTML cannot do by itself. Every page works without it.

// A page that came back with a mistake: read the summary first.
document.querySelector('.error-summary')?.focus();

for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
for (const hint of document.querySelectorAll('[data-without-script]')) hint.hidden = true;

// "None of these" and "I don't know" stand alone: choosing one lets go of the others, and the other way round.
for (const group of document.querySelectorAll('[data-exclusive]')) {
  group.addEventListener('change', ({ target }) => {
    if (!target.checked || target.type !== 'checkbox') return;
    const alone = target.hasAttribute('data-alone');
    for (const other of group.querySelectorAll('input[type=checkbox]')) {
      if (other !== target && (alone || other.hasAttribute('data-alone'))) other.checked = false;
    }
  });
}

// Typing a date chooses "About this time".
for (const part of document.querySelectorAll('[data-chooses]')) {
  part.addEventListener('input', () => { document.getElementById(part.dataset.chooses).checked = true; });
}
