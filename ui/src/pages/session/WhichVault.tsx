import { Radios } from 'nhsuk-react-components';
import type { VaultView } from '../../api/types';
import { session, vaultLabel } from '../../text/session';

/** Whose record is opened. Only initials: anybody may see this screen. */
export function WhichVault({ vaults }: { vaults: VaultView[] }) {
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
