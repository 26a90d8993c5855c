/** Puts the focus on a box by its name: the first of several, such as the day of a date. */
export function focusField(form: HTMLFormElement | null, name: string): void {
  const boxes = Array.from(form?.elements ?? []);
  const box = boxes.find((one) => {
    const own = one.getAttribute('name') ?? '';
    return own === name || own.startsWith(`${name}-`);
  });
  if (!(box instanceof HTMLElement)) return;
  // A box inside a closed part of the form: open it first.
  box.closest('details')?.setAttribute('open', '');
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: 'center' });
}
