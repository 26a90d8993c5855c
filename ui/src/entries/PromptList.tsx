import { Details } from 'nhsuk-react-components';
import { entry } from '../text/entry';
import type { Box } from './shape';

interface PromptProps {
  of: Record<string, Box>;
  prompts: string[];
  add: (item: Record<string, unknown>) => void;
}

/** What may be talked about. One that fits becomes a line, to be said more exactly. */
export function PromptList({ of, prompts, add }: PromptProps) {
  const [first = ''] = Object.keys(of);
  return (
    <Details className="app-details">
      <Details.Summary>{entry.prompts}</Details.Summary>
      <Details.Text>
        <ul className="nhsuk-list app-prompts">
          {prompts.map((prompt) => (
            <li key={prompt}>
              <button type="button" className="app-link-button" onClick={() => add({ [first]: prompt })}>
                {prompt}
              </button>
            </li>
          ))}
        </ul>
      </Details.Text>
    </Details>
  );
}
