import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { report } from '../../../fixtures/imports';
import { readFile } from '../../forms/readFile';
import { show, violations } from '../../testing/show';
import { LIMIT } from './limit';
import { Report } from './Report';

const idle = { started: vi.fn(), another: vi.fn() };

test('rejected lines come first, each with its number, field, text and reason', async () => {
  const { container } = show(<Report report={report} {...idle} />);
  screen.getByText('Nothing has been written yet.');
  expect(screen.getAllByRole('row')).toHaveLength(1 + 3);
  const row = screen.getByRole('row', { name: /Sebastian Price/ });
  expect(row.textContent).toContain('5Sebastian PriceLeft outnhs_number “9990000019”');
  expect(await violations(container)).toEqual([]);
});

test('the lines can be narrowed, and long lists have pages', async () => {
  show(<Report report={report} {...idle} />);
  await userEvent.click(screen.getByRole('button', { name: 'All lines (247)' }));
  screen.getByText('1 to 100 of 247 lines');
  await userEvent.click(screen.getByRole('button', { name: 'Next lines' }));
  screen.getByText('101 to 200 of 247 lines');
  await userEvent.click(screen.getByRole('button', { name: 'New (242)' }));
  screen.getByText('1 to 100 of 242 lines');
});

test('nothing is imported until somebody says so', async () => {
  const started = vi.fn();
  const { calls } = show(<Report report={report} started={started} another={vi.fn()} />, {
    import_start: ({ act }) => ({ act, done: 0, total: 243, state: 'running' }),
  });
  expect(calls).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Import 243 children' }));
  expect(calls).toEqual([['import_start', { act: report.act }]]);
  expect(started).toHaveBeenCalledWith(report.act);
});

test('a file with nothing to import offers none', () => {
  show(<Report report={{ ...report, new_children: 0, added_to: 0 }} {...idle} />);
  screen.getByText(/nothing in this file to import/);
  expect(screen.queryByRole('button', { name: /^Import/ })).toBeNull();
});

test('a file is read as it is, and a file of over 64 MB is not read at all', async () => {
  const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x00, 0xff, 0x2c]);
  expect(await readFile(new File([bytes], 'x.csv'), LIMIT)).toBe('77u/AP8s');
  const huge = { name: 'huge.csv', size: LIMIT.mostBytes + 1 } as File;
  await expect(readFile(huge, LIMIT)).rejects.toMatchObject({ code: 'file_too_big' });
});
