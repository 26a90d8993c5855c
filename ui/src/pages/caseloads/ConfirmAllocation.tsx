import { Button } from 'nhsuk-react-components';
import { useAct } from '../../api/queries';
import type { Allocate, AllocatedView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { Panel } from '../../components/Panel';
import { caseloads, type Decided, willHappen } from '../../text/caseloads';
import { LeftOutChildren } from './LeftOutChildren';

interface Props {
  decided: Decided;
  input: Allocate;
  would: AllocatedView;
  signed: (view: AllocatedView) => void;
  back: () => void;
}

/** In words, before anything is signed: who moves from whom to whom, and who is left as they are. */
export function ConfirmAllocation({ decided, input, would, signed, back }: Props) {
  const allocate = useAct('allocate');
  const some = would.children.length > 0;
  return (
    <Panel title={some ? caseloads.confirm : caseloads.nothing} close={back}>
      {some && willHappen(decided, would).map((sentence) => <p key={sentence}>{sentence}</p>)}
      <LeftOutChildren left={would.left_out} />
      {allocate.error && <Failed error={allocate.error} />}
      <div className="nhsuk-button-group">
        {some && (
          <Button
            type="button"
            small
            disabled={allocate.isPending}
            onClick={() => allocate.mutate(input, { onSuccess: signed })}
          >
            {allocate.isPending ? caseloads.signing : caseloads.sign}
          </Button>
        )}
        <Button type="button" secondary small onClick={back}>
          {caseloads.goBack}
        </Button>
      </div>
    </Panel>
  );
}
