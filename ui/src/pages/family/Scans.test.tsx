import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { item } from '../../../fixtures/family';
import { show, violations } from '../../testing/show';
import { Scans } from './Scans';

const file = 'a'.repeat(64);
const letter = (whole: boolean) =>
  item('document', { what: 'clinic_letter', title: 'Hip scan' }, { scans: [{ file, whole }] });

test('a picture is shown in the window, and what it is read for is said', async () => {
  const { calls, container } = show(<Scans item={letter(true)} />, {
    read_file: () => ({ media_type: 'image/png', base64: 'iVBORw0KGgo=', name: 'x.png' }),
  });
  await userEvent.click(screen.getByRole('button', { name: 'Show The scan' }));
  const picture = await screen.findByRole('img', { name: 'The scan' });
  expect(picture.getAttribute('src')).toBe('data:image/png;base64,iVBORw0KGgo=');
  expect(calls.at(-1)).toMatchObject(['read_file', { file, purpose: 'show' }]);
  expect(await violations(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Hide The scan' }));
  expect(screen.queryByRole('img')).toBeNull();
});

test('a PDF leaves as a copy only after the warning', async () => {
  const made = vi.fn(() => 'blob:x');
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: made, revokeObjectURL: vi.fn() }));
  const { calls } = show(<Scans item={letter(true)} />, {
    read_file: () => ({ media_type: 'application/pdf', base64: 'JVBERi0=', name: 'x.pdf' }),
  });
  await userEvent.click(screen.getByRole('button', { name: 'Show The scan' }));
  await screen.findByText(/A PDF cannot be shown/);
  screen.getByText(/Doorstep no longer protects it/);
  expect(made).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Yes, save a copy' }));
  await screen.findByText(/Saved with your downloads/);
  expect(made).toHaveBeenCalledOnce();
  expect(calls.at(-1)).toMatchObject(['read_file', { purpose: 'save_copy' }]);
});

test('a file that has not arrived whole says so and offers nothing', () => {
  show(<Scans item={letter(false)} />);
  screen.getByText(/Not all of this document has reached this laptop yet/);
  expect(screen.queryByRole('button', { name: /Show/ })).toBeNull();
});

test('a scan is attached only when a file was chosen', async () => {
  const { calls } = show(<Scans item={{ ...letter(true), scans: [] }} />);
  await userEvent.click(screen.getByRole('button', { name: 'Attach the scan' }));
  await userEvent.click(screen.getByRole('button', { name: 'Attach it' }));
  screen.getByText('Choose the file first');
  expect(calls).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Do not attach' }));
  screen.getByRole('button', { name: 'Attach the scan' });
});
