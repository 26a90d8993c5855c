import { Details } from 'nhsuk-react-components';
import type { TimelineItem } from '../../api/types';
import { summaryOf } from '../../entries';
import { family } from '../../text/family';

/** The content of one entry, in the words of its kind. */
export function EntrySummary({ item }: { item: TimelineItem }) {
  const Summary = summaryOf(item.kind);
  if (!Summary) return <p>{family.laterVersion}</p>;
  if (!item.in_error) return <Summary body={item.body} />;
  return (
    <Details className="app-details">
      <Details.Summary>{family.showError}</Details.Summary>
      <Details.Text>
        <Summary body={item.body} />
      </Details.Text>
    </Details>
  );
}
