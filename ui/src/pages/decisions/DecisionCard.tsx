import { Button } from 'nhsuk-react-components';
import { useId, useState } from 'react';
import { call } from '../../api/call';
import type { DecisionView, Signed } from '../../api/types';
import { FormReport } from '../../components/FormReport';
import { PersonName } from '../../components/PersonName';
import { TextBox } from '../../components/TextBox';
import { useForm } from '../../forms/useForm';
import { decisions } from '../../text/decisions';
import { kindName } from '../../text/kinds';
import { born, nhsNumber } from '../../text/person';
import { DisputedFieldChoice } from './DisputedFieldChoice';
import { readSettlement } from './readSettlement';
import { VersionChoice } from './VersionChoice';

interface Props {
  decision: DecisionView;
  settled: (at: string) => void;
}

/** Who wrote what and when, what is in force meanwhile, and which is right. */
export function DecisionCard({ decision, settled }: Props) {
  // The heads that are on the screen: what arrives meanwhile is not decided unseen.
  const [shown] = useState(decision);
  const id = useId();
  const form = useForm<Signed>({
    send: (data) => call('settle', readSettlement(shown, data)),
    done: ({ signed_at }) => settled(signed_at),
  });
  return (
    <section className="app-card app-decision" aria-labelledby={id}>
      <h2 className="nhsuk-heading-m app-card__title" id={id}>
        {kindName(shown.kind)}
        {shown.person && (
          <>
            {': '}
            <PersonName person={shown.person} />
          </>
        )}
      </h2>
      {shown.person && (
        <p className="app-decision__who">{[born(shown.person), nhsNumber(shown.person)].join(' · ')}</p>
      )}
      <form {...form.props}>
        <FormReport report={form.report} />
        {shown.fields.map((field) => (
          <DisputedFieldChoice key={field.field} kind={shown.kind} field={field} error={form.error} />
        ))}
        {shown.versions.length > 0 && <VersionChoice decision={shown} error={form.error('version')} />}
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
    </section>
  );
}
