import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../../api/call';
import type { LookUpView } from '../../api/types';
import { Empty } from '../../components/Empty';
import { FormReport } from '../../components/FormReport';
import { Notice } from '../../components/Notice';
import { PageTitle } from '../../components/PageTitle';
import { shapeOf } from '../../entries';
import { ShapeFields } from '../../entries/ShapeFields';
import { readShape } from '../../forms/readShape';
import { useForm } from '../../forms/useForm';
import { to } from '../../paths';
import { namesOf } from '../../text/fields';
import { lookUp } from '../../text/look_up';

const shape = shapeOf('look_up');

/** Asking the service for somebody else's family, with the reason. */
export function LookUpPage() {
  const [, go] = useLocation();
  const [nobody, setNobody] = useState(false);
  const form = useForm<LookUpView>({
    names: namesOf(shape),
    send: (data) => {
      setNobody(false);
      return call('look_up', { body: readShape(shape, data) });
    },
    done: ({ found }) => {
      if (found) go(to.family(found));
      else setNobody(true);
    },
  });
  const isOffline = form.report.failure?.code === 'service_not_reached';
  return (
    <div className="nhsuk-width-container app-page">
      <form {...form.props} onSubmit={form.submit} className="app-narrow" inert={form.busy}>
        <PageTitle>{lookUp.title}</PageTitle>
        <p>{lookUp.intro}</p>
        <p>{lookUp.kept}</p>
        <FormReport report={form.report} instead={isOffline && <Offline />} />
        <ShapeFields shape={shape} typed={{}} person={null} error={form.error} />
        <Button type="submit" disabled={form.busy}>
          {form.busy ? lookUp.asking : lookUp.ask}
        </Button>
        {/* Where she pressed: the top of the form is out of sight by then. */}
        {nobody && (
          <div role="status">
            <Empty title={lookUp.nobody}>
              <p>{lookUp.nobodyNext}</p>
            </Empty>
          </div>
        )}
        <p>
          <Link href={to.caseload}>{lookUp.back}</Link>
        </p>
      </form>
    </div>
  );
}

function Offline() {
  return (
    <Notice tone="problem" title={lookUp.offline}>
      <p>{lookUp.offlineNext}</p>
    </Notice>
  );
}
