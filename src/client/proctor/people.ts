import { signal, type ReadonlySignal } from '@preact/signals';
import type { ProctorServer } from './server';

/** An account that may watch a room. */
export interface Person {
  id: string;
  displayName: string;
  /** False for staff, who see every room anyway. */
  isProctor: boolean;
}

/** Names of those who watch, by account id: boards and cards carry ids only. */
export class People {
  readonly #known = signal<ReadonlyMap<string, Person>>(new Map());

  constructor(private readonly server: Pick<ProctorServer, 'people'>) {}

  get known(): ReadonlySignal<ReadonlyMap<string, Person>> {
    return this.#known;
  }

  async read(): Promise<void> {
    const people = await this.server.people().catch(() => null);
    if (people) this.#known.value = new Map(people.map((person) => [person.id, person]));
  }

  /** The name, or the beginning of the id while the name is not known. */
  nameOf(id: string): string {
    return this.#known.value.get(id)?.displayName ?? id.slice(0, 8);
  }
}
