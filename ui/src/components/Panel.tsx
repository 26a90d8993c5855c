import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Notice } from './Notice';

interface Props {
  title: string;
  close: () => void;
  children: ReactNode;
}

/** What opens in place, of its own accord with the focus. Escape closes it, and the focus goes back to what opened it. */
export function Panel({ title, close, children }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const [opener] = useState(() => document.activeElement);
  useEffect(() => {
    // Once it is closed there is no way from it to where it was.
    const place = panel.current?.closest('section, article, li, form, main') ?? document.body;
    panel.current?.focus();
    return () => giveBack(opener, place);
  }, [opener]);

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    close();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard from everything in it.
    <div onKeyDown={press}>
      <Notice tone="check" title={title} ref={panel}>
        {children}
      </Notice>
    </div>
  );
}

/** Where something else took the focus, such as a page that came next, it stays there. */
function giveBack(opener: Element | null, place: Element): void {
  const nobodyHas = document.activeElement === null || document.activeElement === document.body;
  if (!nobodyHas || !(opener instanceof HTMLElement)) return;
  if (opener.isConnected) opener.focus();
  else again(opener, place)?.focus();
}

/** The button that opened it, where it was drawn again after it had made room. */
function again(opener: HTMLElement, place: Element): HTMLElement | undefined {
  const buttons = Array.from(place.querySelectorAll('button'));
  return buttons.find((button) => button.textContent === opener.textContent);
}
