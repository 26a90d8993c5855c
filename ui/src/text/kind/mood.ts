import type { HowOften, WantsHelp } from '../../api/types';

export const mood = {
  name: 'How a parent feels',
  contact: 'At which contact?',
  asked: 'Did you ask?',
  notAskedBecause: 'If not: why not?',
  whooley: 'Whooley questions: during the past month',
  whooleyHint: 'Both questions, or neither',
  whooleyDown: 'Have you often been bothered by feeling down, depressed or hopeless?',
  whooleyInterest: 'Have you often been bothered by having little interest or pleasure in doing things?',
  wantsHelp: 'Is this something you feel you need or want help with?',
  gad2: 'GAD-2: anxiety, two questions',
  gad7: 'GAD-7: anxiety, seven questions',
  phq9: 'PHQ-9: depression, nine questions',
  stem: 'Over the last 2 weeks, how often have you been bothered by any of the following problems? Answer all of them, or none.',
  avoids: 'Do you find yourself avoiding places or activities, and does this cause you problems?',
  avoidsHint: 'Asked when the GAD-2 is below 3 and you are still concerned',
  epds: 'Edinburgh scale (EPDS): from the paper form',
  epdsTotal: 'Total',
  epdsTotalHint: '0 to 30',
  epdsItem10: 'Item 10',
  epdsItem10Hint: '0 to 3. Anything but 0 needs a decision about safety before you leave',
  safetyDecision: 'What was decided about safety?',
  safetyDecisionHint:
    'Needed after any thought of death or self-harm: what was asked, who was told, what is agreed',
  next: 'What happens next?',
  narrative: 'What was said, and what did you see?',
} as const;

export const howOften = {
  not_at_all: 'Not at all',
  several_days: 'Several days',
  more_than_half_the_days: 'More than half the days',
  nearly_every_day: 'Nearly every day',
} satisfies Record<HowOften, string>;

export const wantsHelp = {
  yes: 'Yes',
  not_today: 'Yes, but not today',
  no: 'No',
} satisfies Record<WantsHelp, string>;

export const anxietyItems = {
  nervous: 'Feeling nervous, anxious or on edge',
  worrying: 'Not being able to stop or control worrying',
  worryingTooMuch: 'Worrying too much about different things',
  troubleRelaxing: 'Trouble relaxing',
  restless: 'Being so restless that it is hard to sit still',
  irritable: 'Becoming easily annoyed or irritable',
  afraid: 'Feeling afraid as if something awful might happen',
} as const;

export const depressionItems = {
  littleInterest: 'Little interest or pleasure in doing things',
  down: 'Feeling down, depressed, or hopeless',
  sleep: 'Trouble falling or staying asleep, or sleeping too much',
  tired: 'Feeling tired or having little energy',
  appetite: 'Poor appetite or overeating',
  feelingBad:
    'Feeling bad about yourself - or that you are a failure or have let yourself or your family down',
  concentrating: 'Trouble concentrating on things, such as reading the newspaper or watching television',
  moving:
    'Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual',
  betterOffDead: 'Thoughts that you would be better off dead or of hurting yourself in some way',
} as const;
