import type { KeyboardEvent } from 'react';

/** Ctrl and Enter sign; Enter in a box must not sign a record by accident. */
export function submitKey(submit: (event: KeyboardEvent) => Promise<void>) {
  return (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (event.ctrlKey) void submit(event);
    else if (event.target instanceof HTMLInputElement) event.preventDefault();
  };
}
