import { Button, PasswordInput } from 'nhsuk-react-components';
import { useEffect, useState } from 'react';
import { call } from '../../api/call';
import type { ApiError, SessionView, VaultId, VaultView } from '../../api/types';
import { Failed } from '../../components/Failed';
import { PageTitle } from '../../components/PageTitle';
import { text } from '../../forms/read';
import { useForm } from '../../forms/useForm';
import { errors } from '../../text/errors';
import { session } from '../../text/session';
import { WaitCountdown } from './WaitCountdown';
import { WhichVault } from './WhichVault';

interface Props {
  vaults: VaultView[];
  opened: (session: SessionView) => void;
}

export function UnlockForm({ vaults, opened }: Props) {
  const [waited, setWaited] = useState(0);
  const form = useForm<SessionView>({
    send: (data) =>
      call('unlock', { vault: text(data, 'vault') as VaultId, passphrase: text(data, 'passphrase') }),
    done: opened,
  });
  const { failure, round } = form.report;
  const wait = waited < round ? (failure?.wait_s ?? 0) : 0;
  const boxes = form.props.ref;
  useEffect(() => {
    const box = boxes.current?.querySelector<HTMLInputElement>('#passphrase');
    // There is nothing else to do here; the next try is typed at once, without a way through the message.
    if (round === 0) box?.focus();
    else box?.select();
  }, [round, boxes]);
  return (
    <form {...form.props} className="app-narrow">
      <PageTitle>{session.unlockTitle}</PageTitle>
      <p>{session.unlockIntro}</p>
      {failure && isOther(failure) && <Failed error={failure} />}
      {wait > 0 && <WaitCountdown key={round} seconds={wait} over={() => setWaited(round)} />}
      <WhichVault vaults={vaults} />
      <PasswordInput
        id="passphrase"
        name="passphrase"
        label={session.passphrase}
        labelProps={{ size: 's' }}
        error={failure?.code === 'wrong_passphrase' ? WRONG : undefined}
        errorProps={{ role: 'alert' }}
        showPasswordText={session.show}
        showPasswordAriaLabelText={session.showPassphrase}
      />
      <Button type="submit" disabled={form.busy || wait > 0}>
        {session.unlock}
      </Button>
      <p role="status">{form.busy && session.unlocking}</p>
    </form>
  );
}

const WRONG = `${errors.wrong_passphrase.happened} ${errors.wrong_passphrase.next}`;

/** What has neither its own place beside the box nor a countdown. */
function isOther({ code }: ApiError): boolean {
  return code !== 'wrong_passphrase' && code !== 'wait_before_unlock';
}
