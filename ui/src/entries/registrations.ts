import type { Joining } from '../api/types';
import { relationships, responsibility, safe } from '../text/choices';
import { hints, contactPoint as phone, relationship } from '../text/entries';
import { family } from '../text/family';
import { registering as words } from '../text/registering';
import { shape as address } from './Address';
import { shape as birth } from './Birth';
import { shape as identity } from './Identity';
import { shape as number } from './NhsNumber';
import { shape as pregnancy } from './Pregnancy';
import { type Box, date, group, line, lines, one, tick } from './shape';

const { family: familyName, given, preferred, birth_date } = identity;
const who = { given, family: familyName, preferred, birth_date };

const related = {
  relationship: one(relationship.relationship, relationships),
  parental_responsibility: one(relationship.parental_responsibility, responsibility),
  contact_restriction: lines(relationship.contact_restriction, { hint: hints.restriction }),
};

const reached = {
  value: line(phone.value),
  safe_to_text: one(family.text, safe),
  safe_to_voicemail: one(family.voicemail, safe),
};

const home = { lines: address.lines, postcode: address.postcode, hidden: address.hidden };

/** What each form that registers somebody asks, part by part. */
export const registrations = {
  baby: {
    identity: group(words.baby, who, { hint: words.babyHint }),
    nhs_number: group(words.number, number),
    birth: group(words.birth, birth),
    relationship: group(words.mother, {
      parental_responsibility: related.parental_responsibility,
      contact_restriction: related.contact_restriction,
    }),
    another: tick(words.another),
  },
  family: {
    identity: group(words.child, who),
    nhs_number: group(words.number, number),
    birth: group(words.birth, birth),
    address: group(words.home, home),
    moved_in_on: date(words.movedIn),
    carer: group(words.carer, {
      given,
      family: familyName,
      birth_date: { ...birth_date, label: words.carerBorn },
    }),
    carer_nhs_number: group(words.carerNumber, number, { hint: words.carerNumberHint }),
    relationship: group(words.related, related),
    phone: group(words.phone, reached),
  },
  mother: {
    identity: group(words.woman, who),
    nhs_number: group(words.number, number),
    pregnancy: group(words.pregnancy, {
      expected_on: pregnancy.expected_on,
      notified_on: pregnancy.notified_on,
      gestation_at_booking: pregnancy.gestation_at_booking,
    }),
    address: group(words.home, home),
    phone: group(words.phone, reached),
  },
  adult: {
    identity: group(words.adult, who),
    nhs_number: group(words.number, number),
    relationship: group(words.related, related),
    phone: group(words.phone, reached),
    lives_here: tick(words.livesHere),
  },
} as const satisfies Record<Joining, Record<string, Box>>;
