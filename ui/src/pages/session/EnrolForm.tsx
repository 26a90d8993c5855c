import { Button, Details, PasswordInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { call } from '../../api/call';
import type { Enrol, SessionView } from '../../api/types';
import { FormReport } from '../../components/FormReport';
import { PageTitle } from '../../components/PageTitle';
import { TextBox } from '../../components/TextBox';
import { WordsBox } from '../../components/WordsBox';
import { text } from '../../forms/read';
import { useForm } from '../../forms/useForm';
import { session } from '../../text/session';

export function EnrolForm({ opened }: { opened: (session: SessionView) => void }) {
  const form = useForm<SessionView>({ send: (data) => call('enrol', read(data)), done: opened });
  const [differs, setDiffers] = useState(false);

  function submit(event: React.FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    // Only the window can know that two boxes differ: the vault is told one passphrase.
    const same = text(data, 'passphrase') === text(data, 'repeat');
    setDiffers(!same);
    if (same) void form.submit();
    else document.getElementById('repeat')?.focus();
  }

  return (
    <form {...form.props} onSubmit={submit} className="app-narrow">
      <PageTitle>{session.enrolTitle}</PageTitle>
      <p>{session.enrolIntro}</p>
      <FormReport report={form.report} />
      <TextBox
        name="address"
        label={session.address}
        hint={session.addressHint}
        error={form.error('address')}
        inputMode="url"
        spellCheck={false}
      />
      <TextBox
        name="code"
        label={session.code}
        hint={session.codeHint}
        error={form.error('code')}
        width={20}
        spellCheck={false}
      />
      <NewPassphrase name="passphrase" label={session.newPassphrase} error={form.error('passphrase')} />
      <NewPassphrase name="repeat" label={session.repeat} error={differs ? session.differs : undefined} />
      <Details>
        <Details.Summary>{session.authorityTitle}</Details.Summary>
        <Details.Text>
          <WordsBox
            name="authority"
            label={session.authority}
            hint={session.authorityHint}
            error={form.error('authority')}
            initial=""
            rows={6}
          />
        </Details.Text>
      </Details>
      <Button type="submit" disabled={form.busy}>
        {session.enrol}
      </Button>
      <p role="status">{form.busy && session.enrolling}</p>
    </form>
  );
}

function NewPassphrase({ name, label, error }: { name: string; label: string; error?: string }) {
  return (
    <PasswordInput
      id={name}
      name={name}
      label={label}
      labelProps={{ size: 's' }}
      hint={name === 'passphrase' ? session.newPassphraseHint : undefined}
      error={error}
      autoComplete="new-password"
      showPasswordText={session.show}
      showPasswordAriaLabelText={session.showPassphrase}
    />
  );
}

function read(data: FormData): Enrol {
  return {
    address: text(data, 'address').trim(),
    code: text(data, 'code').trim(),
    passphrase: text(data, 'passphrase'),
    authority: text(data, 'authority').trim() || null,
  };
}
