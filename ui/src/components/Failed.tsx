import { Button } from 'nhsuk-react-components';
import type { ApiError } from '../api/types';
import { copyFor } from '../text/errors';
import { layout } from '../text/layout';
import { Notice } from './Notice';
import { Reference } from './Reference';

interface Props {
  error: ApiError;
  retry?: () => void;
}

/** What happened, what is safe, what to do next. */
export function Failed({ error, retry }: Props) {
  const copy = copyFor(error.code);
  return (
    <Notice tone="problem" title={copy.happened} role="alert">
      <p>{copy.safe}</p>
      <p>{copy.next}</p>
      {error.detail && (
        <p>
          {layout.detail}: <code>{error.detail}</code>
        </p>
      )}
      <Reference reference={error.reference} />
      {retry && (
        <Button type="button" secondary small onClick={retry}>
          {layout.retry}
        </Button>
      )}
    </Notice>
  );
}
