import { Details } from 'nhsuk-react-components';
import type { PersonView } from '../../api/types';
import { WordsBox } from '../../components/WordsBox';
import type { Boxes } from '../../entries/boxes';
import { fullName } from '../../text/person';
import { motherTitle, visit } from '../../text/visit';

/** Her own record. Closed until she or the health visitor opens it: others in the room may be reading along. */
export function MotherPart({ mother, boxes }: { mother: PersonView; boxes: Boxes }) {
  return (
    <Details className="app-details app-mother">
      <Details.Summary>{motherTitle(fullName(mother))}</Details.Summary>
      <Details.Text>
        <WordsBox
          name="mother_narrative"
          label={visit.motherText}
          hint={visit.motherHint}
          initial={boxes.form.mother_narrative}
          error={boxes.error('mother_narrative')}
          rows={4}
        />
      </Details.Text>
    </Details>
  );
}
