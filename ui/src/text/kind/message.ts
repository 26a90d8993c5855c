export const message = {
  name: 'Message',
  fromWhom: 'Who rang or came?',
  takenOn: 'On which day?',
  words: 'What did they say?',
  to: 'For whom is it?',
  callBack: 'How and when may they be called back?',
  acknowledgedBy: 'Who has read it?',
  acknowledgedOn: 'When?',
  done: 'What did they do about it?',
} as const;
