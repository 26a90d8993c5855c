import { Details } from 'nhsuk-react-components';
import type { TimelineItem } from '../../api/types';
import { EntryBody } from '../../entries/EntryBody';
import { family } from '../../text/family';
import { Scores } from './Scores';

/** The content of one entry, in the words of its kind. */
export function EntrySummary({ item }: { item: TimelineItem }) {
  const body = (
    <>
      <EntryBody kind={item.kind} body={item.body} />
      <Scores scores={item.scores} />
    </>
  );
  if (!item.in_error || item.kind === null) return body;
  return (
    <Details className="app-details">
      <Details.Summary>{family.showError}</Details.Summary>
      <Details.Text>{body}</Details.Text>
    </Details>
  );
}
