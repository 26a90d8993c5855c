import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { error } from '../../fixtures/FakeApp';
import { Confirm } from './Confirm';
import { Failed } from './Failed';

/** With a button that stays, and one that makes room for what it opens. */
function Asks({ stays }: { stays: boolean }) {
  const [asking, setAsking] = useState(false);
  const no = () => setAsking(false);
  return (
    <section aria-label="Somewhere">
      {(stays || !asking) && (
        <button type="button" onClick={() => setAsking(true)}>
          Throw away
        </button>
      )}
      {asking && <Confirm title="Sure?" warning="It goes." yes="Yes" no="No" onYes={no} onNo={no} />}
    </section>
  );
}

const opener = () => screen.getByRole('button', { name: 'Throw away' });

test('Escape is no, and the focus goes back to what opened it', async () => {
  render(<Asks stays />);
  await userEvent.click(opener());
  expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Sure?' }));
  await userEvent.tab();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByText('Sure?')).toBeNull();
  expect(document.activeElement).toBe(opener());
});

test('the focus goes back also to a button that had made room', async () => {
  render(<Asks stays={false} />);
  await userEvent.click(opener());
  await userEvent.click(screen.getByRole('button', { name: 'No' }));
  expect(document.activeElement).toBe(opener());
});

test('a failure is said at once', () => {
  render(<Failed error={error('disk_full')} />);
  screen.getByRole('alert');
});
