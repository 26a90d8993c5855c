import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { useAct } from '../../api/queries';
import type { EntryId, FileContent, ScanView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { Panel } from '../../components/Panel';
import { saveFile } from '../../forms/saveFile';
import { scan as words } from '../../text/kind/document';

interface Props {
  document: EntryId;
  scan: ScanView;
  name: string;
}

/** One file: a picture is shown here, a PDF can only be read outside, as a copy that is warned of first. */
export function ShowScan({ document, scan, name }: Props) {
  const read = useAct('read_file');
  const [asking, setAsking] = useState(false);
  const [saved, setSaved] = useState(false);
  const shown = read.data?.media_type.startsWith('image/') ? read.data : null;
  const { file } = scan;

  const show = () =>
    read.mutate(
      { document, file, purpose: 'show' },
      { onSuccess: ({ media_type }) => setAsking(media_type === 'application/pdf') },
    );
  const saveCopy = () =>
    read.mutate(
      { document, file, purpose: 'save_copy' },
      {
        onSuccess: (content) => {
          save(content);
          setAsking(false);
          setSaved(true);
          read.reset();
        },
      },
    );

  if (!scan.whole) return <p>{`${name}: ${words.notWhole}`}</p>;
  return (
    <div className="app-scan">
      <p>
        {name}{' '}
        <button type="button" className="app-link-button" onClick={shown ? read.reset : show}>
          {shown ? words.hide : words.show}
          <span className="nhsuk-u-visually-hidden"> {name}</span>
        </button>{' '}
        <button type="button" className="app-link-button" onClick={() => setAsking(true)}>
          {words.save}
          <span className="nhsuk-u-visually-hidden"> {name}</span>
        </button>
      </p>
      {read.error && <Failed error={read.error} />}
      {shown && (
        <img
          className="app-scan__picture"
          alt={name}
          src={`data:${shown.media_type};base64,${shown.base64}`}
        />
      )}
      {asking && (
        <Panel title={words.save} close={() => setAsking(false)}>
          {read.data?.media_type === 'application/pdf' && <p>{words.pdf}</p>}
          <p>{words.saveWarning}</p>
          <Button type="button" warning disabled={read.isPending} onClick={saveCopy}>
            {words.saveYes}
          </Button>{' '}
          <Button type="button" secondary onClick={() => setAsking(false)}>
            {words.saveNo}
          </Button>
        </Panel>
      )}
      <p role="status">{saved && words.saved}</p>
    </div>
  );
}

function save({ name, base64, media_type }: FileContent): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  saveFile(name, bytes, media_type);
}
