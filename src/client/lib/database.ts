/** A few promises over IndexedDB. Opening is shared by everybody who uses a database, and tried again after a failure. */

/** A browser's database may hang without an error; what waits for it goes on without it after this long. */
const PATIENCE_MS = 3_000;

export class Database {
  #opening: Promise<IDBDatabase> | null = null;

  /**
   * @param shape makes the stores of a database that is new
   * @param durability whether a write waits for the disk, or for the system that will write to it
   */
  constructor(
    private readonly name: string,
    private readonly version: number,
    private readonly shape: (db: IDBDatabase) => void,
    private readonly durability: IDBTransactionDurability,
  ) {}

  open(): Promise<IDBDatabase> {
    this.#opening ??= this.openInTime().catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  /** Runs one read-write transaction and resolves when it is complete: what it wrote survives a crash of the page, if strict also of the computer. */
  async write(stores: string[], work: (tx: IDBTransaction) => void): Promise<void> {
    const done = await this.begin((db) => {
      const tx = db.transaction(stores, 'readwrite', { durability: this.durability });
      const complete = new Promise<void>((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onerror = tx.onabort = () => reject(tx.error ?? new Error('the transaction was aborted'));
        work(tx);
      });
      return { complete };
    });
    await inTime(done.complete);
  }

  async read<T>(store: string, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const asking = await this.begin((db) => ({ answer: asked(ask(db.transaction(store).objectStore(store))) }));
    return inTime(asking.answer);
  }

  private async openInTime(): Promise<IDBDatabase> {
    const made = this.make();
    return inTime(made).catch((error: unknown) => {
      // One that comes after all is not wanted any more.
      made.then(
        (db) => db.close(),
        () => undefined,
      );
      throw error;
    });
  }

  /** Begins a transaction; once more on a new connection when the browser has closed the old one without saying so. */
  private async begin<T>(use: (db: IDBDatabase) => T): Promise<T> {
    try {
      return use(await this.open());
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      this.#opening = null;
      return use(await this.open());
    }
  }

  private make(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, this.version);
      request.onupgradeneeded = () => this.shape(request.result);
      request.onblocked = () => reject(new Error('blocked by another window'));
      request.onerror = () => reject(request.error ?? new Error('cannot open the database'));
      request.onsuccess = () => {
        const db = request.result;
        const forget = () => (this.#opening = null);
        db.onversionchange = () => {
          db.close();
          forget();
        };
        db.onclose = forget;
        resolve(db);
      };
    });
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the database did not answer in time')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });
}

/** Where answers and what is known of sessions are kept. */
const answers = new Database(
  'examengine',
  1,
  (db) => {
    db.createObjectStore('entries', { keyPath: 'commandId' }).createIndex('session', 'session');
    db.createObjectStore('sessions', { keyPath: 'id' });
  },
  'strict',
);

export const database = (): Promise<IDBDatabase> => answers.open();

export const write = (stores: string[], work: (tx: IDBTransaction) => void): Promise<void> =>
  answers.write(stores, work);

export const read = <T>(store: string, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
  answers.read(store, ask);
