import {
  jaundice,
  modesOfBirth,
  placesOfBirth,
  safeSleep,
  vitaminK,
  newBirthDetails as words,
} from '../text/kind/new_birth_details';
import { line, lines, link, number, one, type Shape } from './shape';

export const shape: Shape<'new_birth_details'> = {
  contact: link(words.contact),
  mode: one(words.mode, modesOfBirth),
  place: one(words.place, placesOfBirth),
  place_name: line(words.placeName),
  vitamin_k: one(words.vitaminK, vitaminK),
  neonatal_unit_days: number(words.neonatalDays, { unit: words.days, hint: words.neonatalDaysHint }),
  neonatal_unit_reason: line(words.neonatalReason),
  jaundice: one(words.jaundice, jaundice),
  jaundice_action: lines(words.jaundiceAction),
  physical_observation: lines(words.observation, { hint: words.observationHint }),
  family_history: lines(words.familyHistory),
  allergies: line(words.allergies, { hint: words.allergiesHint }),
  mothers_recovery: lines(words.mothersRecovery, { hint: words.mothersRecoveryHint }),
  safe_sleep: one(words.safeSleep, safeSleep),
  safe_sleep_note: lines(words.safeSleepNote),
};
