import { Details } from 'nhsuk-react-components';
import type { RecordView } from '../../api/types';
import { EntryBody } from '../../entries/EntryBody';
import { team } from '../../text/team';

/** All that is recorded, when it is asked for. */
export function WholeRecord({ record, title }: { record: RecordView; title: string }) {
  return (
    <Details className="app-details">
      <Details.Summary>
        {team.whole}
        <span className="nhsuk-u-visually-hidden">: {title}</span>
      </Details.Summary>
      <Details.Text>
        <EntryBody kind={record.kind} body={record.body} />
      </Details.Text>
    </Details>
  );
}
