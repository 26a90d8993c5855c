import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { show } from '../../testing/show';
import { Export } from './Export';

test('the caseload is saved in clear only after a second question that counts the children', async () => {
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:', revokeObjectURL: () => {} }));
  const { calls } = show(<Export />, {
    caseload: () => ({ total: 312, from: 0, children: [] }),
    export_caseload: () => ({ name: 'caseload.csv', content: '' }),
  });
  await userEvent.click(screen.getByRole('button', { name: 'Save the file' }));
  await screen.findByText('Save 312 children in a file that nothing protects?');
  await userEvent.keyboard('{Escape}');
  expect(calls.filter(([name]) => name === 'export_caseload')).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Save the file' }));
  await userEvent.click(screen.getByRole('button', { name: 'Yes, save the file' }));
  await waitFor(() => expect(calls.at(-1)?.[0]).toBe('export_caseload'));
});
