import { useState } from 'react';
import type { TimelineItem } from '../../api/types';
import { scan, scanName } from '../../text/kind/document';
import { AttachScan } from './AttachScan';
import { ShowScan } from './ShowScan';

/** The scanned files of a document: each to be shown, and another to be attached. */
export function Scans({ item }: { item: TimelineItem }) {
  const [attaching, setAttaching] = useState(false);
  if (item.kind !== 'document' || item.in_error) return null;
  const { scans } = item;
  return (
    <div className="app-scans">
      {scans.map((one, place) => (
        <ShowScan key={one.file} document={item.entry} scan={one} name={scanName(place, scans.length)} />
      ))}
      {attaching ? (
        <AttachScan document={item.entry} close={() => setAttaching(false)} />
      ) : (
        <button type="button" className="app-link-button" onClick={() => setAttaching(true)}>
          {scans.length === 0 ? scan.attach : scan.attachAnother}
        </button>
      )}
    </div>
  );
}
