import { involvedServiceKind, involvedService as words } from '../text/kind/involved_service';
import { date, line, one, type Shape, when } from './shape';

export const shape: Shape<'involved_service'> = {
  service: one(words.service, involvedServiceKind),
  service_name: line(words.serviceName),
  purpose: line(words.purpose),
  key_worker: line(words.keyWorker),
  reached_at: line(words.reachedAt),
  from: when(words.from),
  to: when(words.to),
  heard_on: date(words.heardOn),
};
