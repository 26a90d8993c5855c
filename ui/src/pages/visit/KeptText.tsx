import { visit } from '../../text/visit';
import { Part } from './Part';

/** Text of an older form that has no box any more: shown beside the form, never lost. */
export function KeptText({ text }: { text: string | null }) {
  if (!text) return null;
  return (
    <Part title={visit.kept}>
      <p>{visit.keptHint}</p>
      <p className="app-kept">{text}</p>
    </Part>
  );
}
