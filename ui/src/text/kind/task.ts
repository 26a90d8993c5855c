import type { TaskState } from '../../api/types';

export const task = {
  name: 'Task',
  what: 'What is to be done?',
  owner: 'Who does it?',
  dueOn: 'By when?',
  from: 'From which record?',
  state: 'Where does it stand?',
  closedOn: 'When was it done or dropped?',
  note: 'What came of it, or why was it handed on or dropped?',
} as const;

export const taskState = {
  open: 'Open',
  done: 'Done',
  dropped: 'Dropped',
} satisfies Record<TaskState, string>;
