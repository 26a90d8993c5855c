import { Button } from 'nhsuk-react-components';
import { useEffect, useRef } from 'react';
import { Notice } from './Notice';

interface Props {
  title: string;
  warning: string;
  yes: string;
  no: string;
  busy?: string | false;
  onYes: () => void;
  onNo: () => void;
}

/** A second thought, in place. It takes the focus, and no is as near as yes. */
export function Confirm({ title, warning, yes, no, busy, onYes, onNo }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <Notice tone="check" title={title} ref={panel}>
      <p>{warning}</p>
      <div className="nhsuk-button-group">
        <Button type="button" warning small disabled={Boolean(busy)} onClick={onYes}>
          {busy || yes}
        </Button>
        <Button type="button" secondary small onClick={onNo}>
          {no}
        </Button>
      </div>
    </Notice>
  );
}
