import { Details } from 'nhsuk-react-components';
import type { EntryKind, PreviousEntry } from '../../api/types';
import { EntryBody } from '../../entries/EntryBody';
import { wrote } from '../../text/decisions';
import { entry } from '../../text/entry';

/** What was recorded before, to read beside what is typed now. */
export function LastRecorded({ kind, previous }: { kind: EntryKind; previous: PreviousEntry }) {
  return (
    <Details className="app-details">
      <Details.Summary>{entry.lastTime}</Details.Summary>
      <Details.Text>
        <p>{wrote(previous.author)}</p>
        <EntryBody kind={kind} body={previous.body} />
      </Details.Text>
    </Details>
  );
}
