import { Tag } from 'nhsuk-react-components';
import type { Receipt } from '../api/types';
import { receipts } from '../text/choices';

const TONES = {
  on_this_laptop: 'yellow',
  waiting: 'blue',
  at_the_service: 'green',
  quarantined: 'red',
} as const satisfies Record<Receipt, string>;

/** How far a signed item has come. The words say it; the colour only helps. */
export function ReceiptTag({ receipt }: { receipt: Receipt }) {
  return (
    <Tag modifier={TONES[receipt]} className="app-tag app-tag--last">
      {receipts[receipt]}
    </Tag>
  );
}
