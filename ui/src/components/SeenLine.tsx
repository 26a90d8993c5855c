import { useEffect, useRef } from 'react';
import { call } from '../api/call';
import type { EntryId, SeenView } from '../api/types';
import { acknowledgement, seenBy } from '../text/kind/acknowledgement';

/** Who has seen what was meant for them. Where that is the reader, being on the screen is having seen it. */
export function SeenLine({ entry, seen }: { entry: EntryId | null; seen: SeenView | null }) {
  const line = useRef<HTMLParagraphElement>(null);
  const toSee = seen?.to_see === true;
  useEffect(() => {
    if (toSee && entry && line.current) return whenShown(line.current, () => void tell(entry));
    return undefined;
  }, [toSee, entry]);
  if (!seen) return null;
  const said = seen.by.length > 0 ? seen.by.map(seenBy).join('; ') : acknowledgement.notYet;
  return (
    <p className="app-seen" ref={line}>
      {toSee ? acknowledgement.forYou : said}
    </p>
  );
}

/** What does not succeed now is told when it is next on the screen. */
async function tell(entry: EntryId): Promise<void> {
  await call('seen', { entry }).catch(() => undefined);
}

/** Once it is on the screen: not below its edge, nor in a part that is closed. */
function whenShown(element: Element, then: () => void): () => void {
  const watch = new IntersectionObserver(([first]) => {
    if (!first?.isIntersecting) return;
    watch.disconnect();
    then();
  });
  watch.observe(element);
  return () => watch.disconnect();
}
