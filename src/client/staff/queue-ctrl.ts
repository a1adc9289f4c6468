import type { Api } from '../lib/api';
import { Load } from '../lib/load';
import type { AttemptToMark } from '../lib/wire';

/** The attempts that wait for a person, the longest waiting first. */
export class QueueCtrl {
  readonly waiting: Load<AttemptToMark[]>;

  constructor(server: Api) {
    this.waiting = new Load(() => server.get<AttemptToMark[]>('/api/marking'));
  }
}
