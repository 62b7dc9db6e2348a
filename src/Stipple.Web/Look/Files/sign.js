// A signature drawn on glass. Without it, the typed name is enough; the server takes strokes of M, L and whole numbers only.
const longest = 20_000;
for (const part of document.querySelectorAll('[data-sign]')) {
  const area = part.querySelector('[data-sign-area]');
  const line = area.querySelector('path');
  const field = part.querySelector('input[name=drawing]');
  const { width, height } = area.viewBox.baseVal;
  let path = field.value; // what was drawn stays when the form comes back
  part.hidden = false;

  const show = () => { line.setAttribute('d', path); field.value = path; };
  const at = (event) => {
    const box = area.getBoundingClientRect();
    const along = (where, from, size, most) => Math.min(most - 1, Math.max(0, Math.round((where - from) / size * most)));
    return `${along(event.clientX, box.left, box.width, width)} ${along(event.clientY, box.top, box.height, height)}`;
  };
  const add = (stroke) => { if (path.length + stroke.length <= longest) { path += stroke; show(); } };

  area.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    area.setPointerCapture(event.pointerId);
    add(`M${at(event)}`);
  });
  area.addEventListener('pointermove', (event) => { if (area.hasPointerCapture(event.pointerId)) add(`L${at(event)}`); });
  part.querySelector('[data-sign-clear]').addEventListener('click', () => { path = ''; show(); });
}
