import { Button } from 'nhsuk-react-components';
import { useLocation } from 'wouter';
import { useAct } from '../../api/queries';
import type { PersonId, QuickContact } from '../../api/types';
import { Failed } from '../../components/Failed';
import { to } from '../../paths';
import { quickContacts } from '../../text/choices';
import { family } from '../../text/family';

/** A contact in passing takes one press here: its form has the usual answers. */
export function QuickContacts({ person }: { person: PersonId }) {
  const [, go] = useLocation();
  const open = useAct('open_visit');
  const begin = (quick: QuickContact) =>
    open.mutate({ child: person, review: null, quick }, { onSuccess: ({ draft }) => go(to.visit(draft)) });
  return (
    <fieldset className="app-quick">
      <legend className="nhsuk-u-visually-hidden">{family.quick}</legend>
      <span className="app-quick__title" aria-hidden="true">
        {family.quick}
      </span>
      {(Object.keys(quickContacts) as QuickContact[]).map((quick) => (
        <Button
          key={quick}
          type="button"
          secondary
          small
          disabled={open.isPending}
          onClick={() => begin(quick)}
        >
          {quickContacts[quick]}
        </Button>
      ))}
      {open.error && <Failed error={open.error} />}
    </fieldset>
  );
}
