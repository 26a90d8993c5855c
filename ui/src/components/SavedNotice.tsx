import { useEffect, useRef } from 'react';
import { savedCopy, savedNext } from '../text/visit';
import { Notice } from './Notice';

/** Said only after the call came back: it is on the disk. */
export function SavedNotice({ signedAt }: { signedAt: string }) {
  const notice = useRef<HTMLDivElement>(null);
  // After the heading has had it: this is what somebody waits to hear.
  useEffect(() => notice.current?.focus(), []);
  return (
    <Notice tone="good" title={savedCopy(signedAt)} ref={notice}>
      <p>{savedNext}</p>
    </Notice>
  );
}
