import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../../api/call';
import { useCall } from '../../api/queries';
import type {
  AmendContactPoint,
  ContactPointView,
  FamilyView,
  PersonId,
  Question,
  Signed,
} from '../../api/types';
import { Empty } from '../../components/Empty';
import { FetchedPage } from '../../components/FetchedPage';
import { FormReport } from '../../components/FormReport';
import { PageTitle } from '../../components/PageTitle';
import { PersonPage } from '../../components/PersonPage';
import { Form } from '../../entries/ContactPoint';
import { choice, text } from '../../forms/read';
import { useForm } from '../../forms/useForm';
import { to } from '../../paths';
import type { Params } from '../../routes';
import { safe } from '../../text/choices';
import { errors } from '../../text/errors';
import { family } from '../../text/family';

export function AmendContactPointPage({ params }: { params: Params }) {
  const query = useCall('family', { person: params.person as PersonId });
  return <FetchedPage query={query}>{(view) => <Amend view={view} entry={params.entry} />}</FetchedPage>;
}

function Amend({ view, entry }: { view: FamilyView; entry: string | undefined }) {
  const member = view.people.find(({ contact_points }) =>
    contact_points.some((point) => point.entry === entry),
  );
  const point = member?.contact_points.find((one) => one.entry === entry);
  if (!member || !point) {
    return (
      <PersonPage person={view.person}>
        <PageTitle>{family.amendTitle}</PageTitle>
        <Empty title={errors.not_found.happened}>{errors.not_found.next}</Empty>
      </PersonPage>
    );
  }
  return (
    <PersonPage person={member.person}>
      <AmendForm point={point} back={to.family(view.person.person)} />
    </PersonPage>
  );
}

function AmendForm({ point, back }: { point: ContactPointView; back: string }) {
  // What was shown when the form opened: a sync in between must not make this look like an answer to it.
  const [opened] = useState(point);
  const [, go] = useLocation();
  const form = useForm<Signed>({
    send: (data, confirmed) => call('amend_contact_point', read(opened, data, confirmed)),
    done: ({ signed_at }) => go(back, { state: { saved: signed_at } }),
  });
  return (
    <form {...form.props} className="app-narrow">
      <PageTitle>{family.amendTitle}</PageTitle>
      <FormReport report={form.report} />
      <Form point={opened} error={form.error} />
      <div className="nhsuk-button-group">
        <Button type="submit" disabled={form.busy}>
          {family.sign}
        </Button>
        <Link href={back}>{family.cancel}</Link>
      </div>
    </form>
  );
}

function read(point: ContactPointView, data: FormData, confirmed: Question[]): AmendContactPoint {
  return {
    entry: point.entry,
    heads: point.heads,
    value: text(data, 'value'),
    safe_to_voicemail: choice(data, 'safe_to_voicemail', safe) ?? point.safe_to_voicemail,
    safe_to_text: choice(data, 'safe_to_text', safe) ?? point.safe_to_text,
    safe_hours: text(data, 'safe_hours'),
    who_answers: text(data, 'who_answers'),
    reason: text(data, 'reason'),
    confirmed,
  };
}
