import { answers, asked } from '../text/kind/answers';
import { anxietyItems, depressionItems, howOften, wantsHelp, mood as words } from '../text/kind/mood';
import { group, lines, link, number, one, type Shape } from './shape';

const often = (question: string) => one(question, howOften);

export const shape: Shape<'mood'> = {
  contact: link(words.contact),
  asked: one(words.asked, asked),
  not_asked_because: lines(words.notAskedBecause),
  whooley: group(
    words.whooley,
    {
      down: one(words.whooleyDown, answers),
      little_interest: one(words.whooleyInterest, answers),
      wants_help: one(words.wantsHelp, wantsHelp),
    },
    { hint: words.whooleyHint },
  ),
  gad_2: group(
    words.gad2,
    { nervous: often(anxietyItems.nervous), worrying: often(anxietyItems.worrying) },
    { hint: words.stem },
  ),
  avoids: one(words.avoids, answers, { hint: words.avoidsHint }),
  gad_7: group(
    words.gad7,
    {
      nervous: often(anxietyItems.nervous),
      worrying: often(anxietyItems.worrying),
      worrying_too_much: often(anxietyItems.worryingTooMuch),
      trouble_relaxing: often(anxietyItems.troubleRelaxing),
      restless: often(anxietyItems.restless),
      irritable: often(anxietyItems.irritable),
      afraid: often(anxietyItems.afraid),
    },
    { hint: words.stem },
  ),
  phq_9: group(
    words.phq9,
    {
      little_interest: often(depressionItems.littleInterest),
      down: often(depressionItems.down),
      sleep: often(depressionItems.sleep),
      tired: often(depressionItems.tired),
      appetite: often(depressionItems.appetite),
      feeling_bad: often(depressionItems.feelingBad),
      concentrating: often(depressionItems.concentrating),
      moving: often(depressionItems.moving),
      better_off_dead: often(depressionItems.betterOffDead),
    },
    { hint: words.stem },
  ),
  epds: group(words.epds, {
    total: number(words.epdsTotal, { hint: words.epdsTotalHint }),
    item_10: number(words.epdsItem10, { hint: words.epdsItem10Hint }),
  }),
  safety_decision: lines(words.safetyDecision, { hint: words.safetyDecisionHint }),
  next: lines(words.next),
  narrative: lines(words.narrative),
};
