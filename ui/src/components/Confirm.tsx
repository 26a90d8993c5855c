import { Button } from 'nhsuk-react-components';
import { Panel } from './Panel';

interface Props {
  title: string;
  warning: string;
  yes: string;
  no: string;
  busy?: string | false;
  onYes: () => void;
  onNo: () => void;
}

/** A second thought, in place: no is as near as yes, and Escape is no. */
export function Confirm({ title, warning, yes, no, busy, onYes, onNo }: Props) {
  return (
    <Panel title={title} close={onNo}>
      <p>{warning}</p>
      <div className="nhsuk-button-group">
        <Button type="button" warning small disabled={Boolean(busy)} onClick={onYes}>
          {busy || yes}
        </Button>
        <Button type="button" secondary small onClick={onNo}>
          {no}
        </Button>
      </div>
    </Panel>
  );
}
