import { Details } from 'nhsuk-react-components';
import type { FamilyView, MemberView } from '../../api/types';
import { RegisterButton } from '../../components/RegisterButton';
import { family } from '../../text/family';
import { kindName } from '../../text/kinds';
import { fullName } from '../../text/person';
import { registering } from '../../text/registering';
import { OpenEntry } from './OpenEntry';
import { TakeBack } from './TakeBack';

/** What is registered of somebody, each with its form; and who may be added beside them. */
export function ChangePerson({ member, view }: { member: MemberView; view: FamilyView }) {
  const { person, relationship } = member;
  const may = (kind: (typeof view.may_record)[number]) => view.may_record.includes(kind);
  if (!may('identity')) return null;
  const own = person.person === view.person.person;
  const whose = fullName(person);
  return (
    <Details className="app-details">
      <Details.Summary>
        {family.changeOrAdd}
        <span className="nhsuk-u-visually-hidden"> {whose}</span>
      </Details.Summary>
      <Details.Text>
        <ul className="app-plain">
          {(['identity', 'nhs_number', 'birth', 'contact_point'] as const).map((kind) => (
            <li key={kind}>
              <OpenEntry
                person={person.person}
                kind={kind}
                words={kind === 'contact_point' ? family.addContactPoint : kindName(kind)}
                whose={whose}
              />
            </li>
          ))}
          {relationship && (
            <li>
              <OpenEntry
                person={relationship.child}
                kind="relationship"
                entry={relationship.entry}
                words={kindName('relationship')}
                whose={whose}
              />
              <TakeBack
                entry={relationship.entry}
                change={relationship.change}
                whose={`${kindName('relationship')} ${whose}`}
              />
            </li>
          )}
        </ul>
        {own && <AddBeside view={view} />}
      </Details.Text>
    </Details>
  );
}

function AddBeside({ view }: { view: FamilyView }) {
  const { person } = view.person;
  if (view.is_child) return <RegisterButton joining="adult" beside={person} words={registering.newAdult} />;
  if (!view.may_be_mother) return null;
  return <RegisterButton joining="baby" beside={person} words={registering.newBaby} />;
}
