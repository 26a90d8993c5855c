import { Button } from 'nhsuk-react-components';
import { useId } from 'react';
import { Link } from 'wouter';
import { call } from '../../api/call';
import type { DecisionView, Signed } from '../../api/types';
import { Covered } from '../../components/Covered';
import { FormReport } from '../../components/FormReport';
import { PersonName } from '../../components/PersonName';
import { TextBox } from '../../components/TextBox';
import { useForm } from '../../forms/useForm';
import { to } from '../../paths';
import { decisions } from '../../text/decisions';
import { family } from '../../text/family';
import { kindName } from '../../text/kinds';
import { born, nhsNumber } from '../../text/person';
import { DisputedFieldChoice } from './DisputedFieldChoice';
import { readSettlement } from './readSettlement';
import { VersionChoice } from './VersionChoice';

interface Props {
  decision: DecisionView;
  settled: (at: string) => void;
}

/** Who wrote what and when, what is in force meanwhile, and which is right. What is restricted is closed. */
export function DecisionCard({ decision, settled }: Props) {
  const id = useId();
  const restricted = decision.sensitivity === 'restricted';
  const canDecide = decision.fields.length + decision.versions.length > 0;
  return (
    <section className="app-card app-decision" aria-labelledby={id}>
      <h2 className="nhsuk-heading-m app-card__title" id={id}>
        {restricted ? family.restricted : kindName(decision.kind)}
        {decision.person && (
          <>
            {': '}
            <PersonName person={decision.person} />
          </>
        )}
      </h2>
      {decision.person && (
        <p className="app-decision__who">
          {[born(decision.person), nhsNumber(decision.person)].join(' · ')} ·{' '}
          <Link href={to.family(decision.person.person)}>{decisions.openFamily}</Link>
        </p>
      )}
      {canDecide ? (
        <Covered covered={restricted} summary={family.showRestricted}>
          <Settling decision={decision} settled={settled} />
        </Covered>
      ) : (
        <p>{decision.kind === null ? family.laterVersion : decisions.notShown}</p>
      )}
    </section>
  );
}

function Settling({ decision, settled }: Props) {
  const form = useForm<Signed>({
    send: (data, confirmed) => call('settle', readSettlement(decision, data, confirmed)),
    done: ({ signed_at }) => settled(signed_at),
  });
  return (
    <form {...form.props}>
      <FormReport report={form.report} />
      {decision.fields.map((field) => (
        <DisputedFieldChoice key={field.field} kind={decision.kind} field={field} error={form.error} />
      ))}
      {decision.versions.length > 0 && <VersionChoice decision={decision} error={form.error('version')} />}
      <TextBox
        name="reason"
        label={decisions.reason}
        hint={decisions.reasonHint}
        error={form.error('reason')}
      />
      <Button type="submit" disabled={form.busy}>
        {decisions.settle}
      </Button>
    </form>
  );
}
