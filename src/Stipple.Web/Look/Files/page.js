// What HTML cannot do by itself. Every page works without it.

// A page that came back with a mistake: read the summary first.
document.querySelector('.hardstops, .error-summary')?.focus();

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

// A zone of the body map is another way to its box; the box says what it shows.
for (const zone of document.querySelectorAll('[data-zone]')) {
  const box = document.getElementById(zone.dataset.zone);
  zone.addEventListener('click', () => box?.click());
  box?.addEventListener('change', () => zone.classList.toggle('is-selected', box.checked));
}

// Passkeys. The browser asks the person; the server says what to ask and checks the answer, which goes as an ordinary form.
const passkeys = window.PublicKeyCredential?.parseRequestOptionsFromJSON && navigator.credentials;
for (const part of document.querySelectorAll('[data-passkey-part]')) part.hidden = !passkeys;
for (const button of passkeys ? document.querySelectorAll('button[data-passkey]') : []) {
  const { form } = button;
  const problem = form.querySelector('[data-passkey-problem]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    problem.hidden = true;
    button.disabled = true;
    try {
      const token = form.elements['form-token']?.value ?? '';
      const answer = await fetch(button.dataset.options, { method: 'POST', headers: { 'Form-Token': token } });
      if (!answer.ok) throw new Error(`answer ${answer.status}`);
      const begun = await answer.json();
      const asked = JSON.parse(begun.options);
      const credential = button.dataset.passkey === 'make'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
      if (!form.elements['form-token']) {
        const field = document.createElement('input');
        [field.type, field.name] = ['hidden', 'form-token'];
        form.append(field);
      }
      form.elements['form-token'].value = begun.token;
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      problem.hidden = false;
      button.disabled = false;
    }
  });
}
