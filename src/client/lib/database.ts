/** A few promises over IndexedDB. One database for the whole origin; opening is shared and tried again after a failure. */
const NAME = 'examengine';
const VERSION = 1;

/** A browser's database may hang without an error; what waits for it goes on without it after this long. */
const PATIENCE_MS = 3_000;

let opening: Promise<IDBDatabase> | null = null;

export function database(): Promise<IDBDatabase> {
  opening ??= openInTime().catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

async function openInTime(): Promise<IDBDatabase> {
  const made = open();
  return inTime(made).catch((error: unknown) => {
    // One that comes after all is not wanted any more.
    made.then(
      (db) => db.close(),
      () => undefined,
    );
    throw error;
  });
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the database did not answer in time')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Begins a transaction; once more on a new connection when the browser has closed the old one without saying so. */
async function begin<T>(use: (db: IDBDatabase) => T): Promise<T> {
  try {
    return use(await database());
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
    opening = null;
    return use(await database());
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('entries', { keyPath: 'commandId' }).createIndex('session', 'session');
      request.result.createObjectStore('sessions', { keyPath: 'id' });
    };
    request.onblocked = () => reject(new Error('blocked by another window'));
    request.onerror = () => reject(request.error ?? new Error('cannot open the database'));
    request.onsuccess = () => {
      const db = request.result;
      const forget = () => (opening = null);
      db.onversionchange = () => {
        db.close();
        forget();
      };
      db.onclose = forget;
      resolve(db);
    };
  });
}

export function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the request failed'));
  });
}

/** Runs one read-write transaction and resolves when it is complete, so what it wrote survives a crash of the page. */
export async function write(stores: string[], work: (tx: IDBTransaction) => void): Promise<void> {
  const done = await begin((db) => {
    const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
    const complete = new Promise<void>((resolve, reject) => {
      tx.oncomplete = () => resolve();
      tx.onerror = tx.onabort = () => reject(tx.error ?? new Error('the transaction was aborted'));
      work(tx);
    });
    return { complete };
  });
  await inTime(done.complete);
}

export async function read<T>(store: string, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const asking = await begin((db) => ({ answer: asked(ask(db.transaction(store).objectStore(store))) }));
  return inTime(asking.answer);
}
