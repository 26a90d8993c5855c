import type { Answer, Asked } from '../../api/types';

export const answers = { yes: 'Yes', no: 'No' } satisfies Record<Answer, string>;

export const asked = { asked: 'Yes', not_asked: 'No' } satisfies Record<Asked, string>;
