import { Tag } from 'nhsuk-react-components';
import { Link } from 'wouter';
import type { TimelineItem } from '../../api/types';
import { family } from '../../text/family';
import { writtenUnder } from '../../text/identity';

/** What a reader must know about an item before reading it. */
export function ItemTags({ item }: { item: TimelineItem }) {
  const tags = [
    item.household && ([family.ofHome, 'grey'] as const),
    item.in_error && ([family.inError, 'red'] as const),
    item.unverified && ([family.unverified, 'yellow'] as const),
    item.clock_doubtful && ([family.clockDoubtful, 'yellow'] as const),
    item.after_transfer && ([family.afterTransfer, 'blue'] as const),
    item.amended && ([family.amended, 'grey'] as const),
  ].filter((tag) => tag !== false);
  if (tags.length === 0 && !item.disputed && !item.written_under) return null;
  return (
    <p className="app-item__tags">
      {tags.map(([words, tone]) => (
        <Tag key={words} modifier={tone} className="app-tag">
          {words}
        </Tag>
      ))}
      {item.written_under && <span>{writtenUnder(item.written_under)}</span>}
      {item.disputed && <Link href="/decisions">{family.twoVersions}</Link>}
    </p>
  );
}
