import { Details } from 'nhsuk-react-components';
import type { TimelineItem } from '../../api/types';
import { SeenLine } from '../../components/SeenLine';
import { EntryBody } from '../../entries/EntryBody';
import { family } from '../../text/family';
import { Scales } from './Scales';
import { Scores } from './Scores';

/** The content of one entry, in the words of its kind. */
export function EntrySummary({ item }: { item: TimelineItem }) {
  const body = (
    <>
      <EntryBody kind={item.kind} body={item.body} />
      <Scores scores={item.scores} />
      <Scales scales={item.scales} />
      <SeenLine entry={item.entry} seen={item.seen} />
    </>
  );
  if (item.kind === null) return body;
  if (!item.in_error && item.sensitivity !== 'restricted') return body;
  // Closed, and neutral: somebody else in the room may be reading along.
  return (
    <Details className="app-details">
      <Details.Summary>{item.in_error ? family.showError : family.showRestricted}</Details.Summary>
      <Details.Text>{body}</Details.Text>
    </Details>
  );
}
