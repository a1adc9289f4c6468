import type { Counter } from './faces';

const START_MS = 60_000;
const COUNT_MS = 15_000;

type Answer = { ready: true } | { id: number; faces: number } | { id: number; fault: string };

/** The worker that counts, started and asked. What it does not answer in time is a fault. */
export async function faceCounter(): Promise<Counter> {
  const worker = new Worker(new URL('./face-worker.ts', import.meta.url), { type: 'module', name: 'faces' });
  const waiting = new Map<number, { resolve: (faces: number) => void; reject: (why: Error) => void }>();
  let next = 0;
  const ready = new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if ('ready' in data) return resolve();
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if ('faces' in data) asked?.resolve(data.faces);
      else asked?.reject(new Error(data.fault));
    };
    worker.onerror = () => {
      const fault = new Error('the worker failed');
      reject(fault);
      for (const asked of waiting.values()) asked.reject(fault);
      waiting.clear();
    };
  });
  await within(START_MS, ready).catch((error: unknown) => {
    worker.terminate();
    throw error;
  });
  return {
    count: (picture) => {
      const id = ++next;
      const answer = new Promise<number>((resolve, reject) => waiting.set(id, { resolve, reject }));
      worker.postMessage({ id, picture }, [picture]);
      return within(COUNT_MS, answer).finally(() => waiting.delete(id));
    },
    close: () => worker.terminate(),
  };
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
