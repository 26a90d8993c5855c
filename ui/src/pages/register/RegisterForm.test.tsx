import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { registration } from '../../../fixtures/registration';
import type { Joining } from '../../api/types';
import { show, violations } from '../../testing/show';
import { registeringTitles } from '../../text/registering';
import { RegisterForm } from './RegisterForm';

test('every form that registers somebody asks who it is', async () => {
  for (const joining of Object.keys(registeringTitles) as Joining[]) {
    const { unmount, container } = show(<RegisterForm draft={{ ...registration, joining }} />);
    screen.getByRole('heading', { name: registeringTitles[joining] });
    expect(screen.getAllByLabelText('Family name').length, joining).toBeGreaterThan(0);
    expect(await violations(container), joining).toEqual([]);
    unmount();
  }
});
