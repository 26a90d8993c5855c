import { Button } from 'nhsuk-react-components';
import { call } from '../../api/call';
import type { Signed, TimelineItem } from '../../api/types';
import { FormReport } from '../../components/FormReport';
import { Panel } from '../../components/Panel';
import { TextBox } from '../../components/TextBox';
import { text } from '../../forms/read';
import { useForm } from '../../forms/useForm';
import { entry } from '../../text/entry';

/** Nothing is deleted: the mark hides, keeps, and says why. */
export function InError({
  item,
  close,
}: {
  item: Pick<TimelineItem, 'entry' | 'change'>;
  close: () => void;
}) {
  const form = useForm<Signed>({
    send: (data) =>
      call('mark_in_error', { entry: item.entry, change: item.change, reason: text(data, 'why') }),
    done: close,
  });
  return (
    <Panel close={close} title={entry.inErrorTitle}>
      <p>{entry.inErrorWarning}</p>
      <form {...form.props}>
        <FormReport report={form.report} />
        <TextBox name="why" label={entry.inErrorWhy} error={form.error('why')} />
        <Button type="submit" warning disabled={form.busy}>
          {entry.inErrorYes}
        </Button>{' '}
        <Button type="button" secondary onClick={close}>
          {entry.inErrorNo}
        </Button>
      </form>
    </Panel>
  );
}
