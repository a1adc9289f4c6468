/** A few promises over IndexedDB. One database for the whole origin; opening is shared and tried again after a failure. */
const NAME = 'examengine';
const VERSION = 1;

let opening: Promise<IDBDatabase> | null = null;

export function database(): Promise<IDBDatabase> {
  opening ??= open().catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
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
  const db = await database();
  return new Promise((resolve, reject) => {
    const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
    tx.oncomplete = () => resolve();
    tx.onerror = tx.onabort = () => reject(tx.error ?? new Error('the transaction was aborted'));
    work(tx);
  });
}

export async function read<T>(store: string, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await database();
  return asked(ask(db.transaction(store).objectStore(store)));
}
