import { Button } from 'nhsuk-react-components';
import { useRef, useState } from 'react';
import { layout } from '../text/layout';

/** A reference that support can find in the log; it says nothing about anybody. */
export function Reference({ reference }: { reference: string }) {
  const code = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');
  if (!reference) return null;

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(reference);
      setSaid(layout.copied);
    } catch {
      // A window may not let its pages write to the clipboard: mark the text, and the keyboard does the rest.
      if (code.current) getSelection()?.selectAllChildren(code.current);
      setSaid(layout.copyByHand);
    }
  }

  return (
    <p className="app-reference">
      {layout.reference}: <code ref={code}>{reference}</code>{' '}
      <Button type="button" secondary small className="app-button--inline" onClick={copy}>
        {layout.copyReference}
      </Button>{' '}
      <span role="status">{said}</span>
    </p>
  );
}
