/** Puts the focus on a box by its name: the first of several, such as the day of a date, or the fields of a record. */
export function focusField(form: HTMLFormElement | null, name: string): void {
  const boxes = Array.from(form?.elements ?? []);
  const box = boxes.find((one) => {
    const own = one.getAttribute('name') ?? '';
    return own === name || own.startsWith(`${name}-`) || own.startsWith(`${name}.`);
  });
  if (!(box instanceof HTMLElement)) return;
  // A box inside closed parts of the form: open them first.
  for (let part = box.closest('details'); part; part = part.parentElement?.closest('details') ?? null) {
    part.open = true;
  }
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: 'center' });
}
