import { Button } from 'nhsuk-react-components';
import { useId, useState } from 'react';
import type { NeutralWords } from '../../api/types';
import { Notice } from '../../components/Notice';
import { copyWords } from '../../forms/copyWords';
import { invitation, occasions } from '../../text/invitation';

/** Words as they are to be sent. Copying sends nothing, and says so. */
export function WordsToCopy({ words }: { words: NeutralWords }) {
  const id = useId();
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <section className="app-card" aria-labelledby={id}>
      <h2 className="nhsuk-heading-s app-card__title" id={id}>
        {occasions[words.occasion]}
      </h2>
      <blockquote className="app-neutral-words">{words.text}</blockquote>
      <Button type="button" secondary small onClick={() => copyWords(words.text).then(setCopied)}>
        {invitation.copy}
        <span className="nhsuk-u-visually-hidden"> {occasions[words.occasion]}</span>
      </Button>
      {copied !== null && (
        <Notice
          tone={copied ? 'good' : 'problem'}
          title={copied ? invitation.copied : invitation.notCopied}
          role="status"
        >
          <p>{copied ? invitation.copiedNext : invitation.notCopiedNext}</p>
        </Notice>
      )}
    </section>
  );
}
