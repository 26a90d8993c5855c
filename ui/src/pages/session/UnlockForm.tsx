import { Button, PasswordInput, Radios } from 'nhsuk-react-components';
import { useState } from 'react';
import { call } from '../../api/call';
import type { SessionView, VaultId, VaultView } from '../../api/types';
import { FormReport } from '../../components/FormReport';
import { PageTitle } from '../../components/PageTitle';
import { text } from '../../forms/read';
import { useForm } from '../../forms/useForm';
import { session, vaultLabel } from '../../text/session';
import { WaitCountdown } from './WaitCountdown';

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
  return (
    <form {...form.props} className="app-narrow">
      <PageTitle>{session.unlockTitle}</PageTitle>
      <p>{session.unlockIntro}</p>
      <FormReport report={form.report} />
      {wait > 0 && <WaitCountdown key={round} seconds={wait} over={() => setWaited(round)} />}
      <WhichVault vaults={vaults} />
      <PasswordInput
        id="passphrase"
        name="passphrase"
        label={session.passphrase}
        labelProps={{ size: 's' }}
        error={form.error('passphrase')}
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

function WhichVault({ vaults }: { vaults: VaultView[] }) {
  const [only] = vaults;
  if (vaults.length === 1 && only) {
    return (
      <>
        <p className="app-vault">{vaultLabel(only.label)}</p>
        <input type="hidden" name="vault" value={only.vault} />
      </>
    );
  }
  return (
    <Radios name="vault" legend={session.whose} legendProps={{ size: 's' }}>
      {vaults.map(({ vault, label }, index) => (
        <Radios.Item key={vault} value={vault} defaultChecked={index === 0}>
          {label}
        </Radios.Item>
      ))}
    </Radios>
  );
}
