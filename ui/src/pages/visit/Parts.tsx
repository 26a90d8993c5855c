import { Details } from 'nhsuk-react-components';
import type { EntryKind, PartView, VisitDraft } from '../../api/types';
import { WordsBox } from '../../components/WordsBox';
import { aRecord } from '../../text/kinds';
import { fullName } from '../../text/person';
import { carerWords, ofCarer, visit } from '../../text/visit';
import { Part } from './Part';
import { RecordPart } from './RecordPart';

interface Props {
  draft: VisitDraft;
  error: (name: string) => string | undefined;
  /** Not face to face: what a review by telephone needs is asked. */
  remote: boolean;
}

const ASSESSMENT: readonly EntryKind[] = ['needs_assessment', 'assessed_need', 'level_of_need'];

/** Its name stays behind a line that says nothing: it never opens by itself. */
function isRestricted({ sensitivity }: PartView): boolean {
  return sensitivity === 'restricted';
}

/** The further records that the form has room for: by whose they are, and the needs assessment as one. */
export function Parts({ draft, error, remote }: Props) {
  const asked = draft.parts.filter((part) => part.kind !== 'review_decision');
  const decision = draft.parts.filter((part) => part.kind === 'review_decision');
  const assessed = asked.filter((part) => ASSESSMENT.includes(part.kind) && !part.typed.added);
  const others = asked.filter((part) => !assessed.includes(part));
  const isHers = (part: PartView) => part.person?.person === draft.mother?.person;
  const rest = others.filter((part) => !isHers(part));
  const words = carerWords(draft.is_mother);
  const shown = (parts: PartView[]) =>
    parts.map((part) => <RecordPart key={part.name} part={part} person={draft.child.person} error={error} />);
  return (
    <>
      {decision.length > 0 && (
        <div hidden={!remote}>
          <Part title={visit.remote}>
            <p className="nhsuk-hint">{visit.remoteHint}</p>
            {shown(decision)}
          </Part>
        </div>
      )}
      {rest.length > 0 && (
        <Part title={visit.more}>
          <p className="nhsuk-hint">{visit.moreHint}</p>
          {shown(rest.filter((part) => !isRestricted(part)))}
          {rest.some(isRestricted) && (
            <Details className="app-details">
              <Details.Summary>{aRecord}</Details.Summary>
              <Details.Text>{shown(rest.filter(isRestricted))}</Details.Text>
            </Details>
          )}
        </Part>
      )}
      {assessed.length > 0 && (
        <Part title={visit.assessment}>
          <p className="nhsuk-hint">{visit.assessmentHint}</p>
          {shown(assessed)}
        </Part>
      )}
      {draft.mother && (
        <Details className="app-details app-mother">
          <Details.Summary>{ofCarer(fullName(draft.mother), draft.is_mother)}</Details.Summary>
          <Details.Text>
            <WordsBox
              name="mother_narrative"
              label={words.text}
              hint={words.hint}
              initial={draft.form.mother_narrative}
              error={error('mother_narrative')}
              rows={4}
            />
            {shown(others.filter(isHers))}
          </Details.Text>
        </Details>
      )}
    </>
  );
}
