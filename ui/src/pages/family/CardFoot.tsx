import type { Receipt, TimelineItem } from '../../api/types';
import { ReceiptTag } from '../../components/ReceiptTag';
import { author } from '../../text/decisions';
import { moment } from '../../text/when';

/** How far a card has come is how far its last item has. */
const FURTHEST: readonly Receipt[] = ['quarantined', 'on_this_laptop', 'waiting', 'at_the_service'];

/** Who signed, when, and how far it has come. */
export function CardFoot({ items }: { items: TimelineItem[] }) {
  const [first] = items;
  if (!first) return null;
  const receipt = FURTHEST.find((one) => items.some((item) => item.receipt === one)) ?? first.receipt;
  return (
    <p className="app-card__foot">
      <span>
        {author(first.author)}, {moment(first.author.recorded_at)}
      </span>
      <ReceiptTag receipt={receipt} />
    </p>
  );
}
