import { Details } from 'nhsuk-react-components';
import type { PartView, PersonId } from '../../api/types';
import { ForAgeList } from '../../components/ForAgeList';
import { Notice } from '../../components/Notice';
import { shapeOf, without } from '../../entries';
import { ShapeFields } from '../../entries/ShapeFields';
import { needsDomains } from '../../text/kind/assessed_need';
import { kindName } from '../../text/kinds';
import { fullName } from '../../text/person';
import { visit, whose } from '../../text/visit';
import { LastRecorded } from '../entry/LastRecorded';

interface Props {
  part: PartView;
  /** Whose screen it is: a linked record is one of their family. */
  person: PersonId;
  error: (name: string) => string | undefined;
}

/** Room for one more record: a line that opens. Left blank, it is not signed. */
export function RecordPart({ part, person, error }: Props) {
  const { name, kind, domain, filled, prompts, previous, typed } = part;
  const title = domain ? needsDomains[domain] : kindName(kind);
  return (
    <Details className="app-details app-record-part" open={part.open}>
      <Details.Summary>{whose(title, part.person && fullName(part.person))}</Details.Summary>
      <Details.Text>
        {error(`${name}.`) && <p className="nhsuk-error-message">{error(`${name}.`)}</p>}
        {part.recorded_meanwhile && <Notice tone="check" title={visit.recordedMeanwhile} />}
        <ForAgeList forAge={part.for_age} />
        {previous && <LastRecorded kind={kind} previous={previous} />}
        <ShapeFields
          shape={without(shapeOf(kind), filled)}
          typed={typed.body}
          person={part.person?.person ?? person}
          within={`${name}.`}
          error={error}
          prompts={prompts && { risk_factors: prompts.risk, protective_factors: prompts.protective }}
        />
      </Details.Text>
    </Details>
  );
}
