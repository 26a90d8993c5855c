import { Checkboxes } from 'nhsuk-react-components';
import type { PersonView } from '../../api/types';
import { Choices } from '../../components/Choices';
import { PersonBanner } from '../../components/PersonBanner';
import type { ChildBoxes } from '../../entries/boxes';
import * as narrative from '../../entries/ContactNarrative';
import * as feeding from '../../entries/Feeding';
import * as measurement from '../../entries/Measurement';
import { seen } from '../../text/choices';
import { layout } from '../../text/layout';
import { fullName } from '../../text/person';
import { theseAre, visit } from '../../text/visit';
import { Part } from './Part';

interface Props {
  person: PersonView;
  boxes: ChildBoxes;
  /** Whether another child of the visit could be taken for this one. */
  askName: boolean;
  /** What the visit is not for this child. */
  note?: string | null;
}

/** What is asked of each child of a visit. A sibling's begins with whose it is. */
export function ChildPart({ person, boxes, askName, note }: Props) {
  const { child, within, of, error } = boxes;
  return (
    <div className={within && 'app-sibling'}>
      {within && <PersonBanner person={person} label={of(layout.banner)} />}
      {note && <p>{note}</p>}
      <Part title={of(visit.childSeen)}>
        <Choices
          name={`${within}child_seen`}
          legend={of(visit.childSeen)}
          legendHidden
          words={seen}
          initial={child.child_seen}
          error={error(`${within}child_seen`)}
        />
      </Part>
      <Part title={of(visit.measurements)}>
        <measurement.Form {...boxes} />
        {askName && (
          <Checkboxes
            name={`${within}name_confirmed`}
            idPrefix={`${within}name_confirmed`}
            className="nhsuk-checkboxes--small"
            legend={of(visit.whoseNumbers)}
            legendProps={{ size: 's' }}
            error={error(`${within}name_confirmed`)}
          >
            <Checkboxes.Item value="yes" defaultChecked={child.name_confirmed}>
              {theseAre(fullName(person))}
            </Checkboxes.Item>
          </Checkboxes>
        )}
      </Part>
      <Part title={of(visit.feedingTitle)}>
        <feeding.Form {...boxes} />
      </Part>
      <Part title={of(visit.words)}>
        <narrative.Form {...boxes} />
      </Part>
    </div>
  );
}
