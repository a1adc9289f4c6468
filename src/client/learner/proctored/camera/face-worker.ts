/**
 * Counts faces in pictures with the tiny detector of face-api, away from the page's own thread. It says how many there are and
 * nothing else about them; a picture is given back to the browser as soon as it was counted.
 */
import * as faceapi from '@vladmandic/face-api';
import specs from '@vladmandic/face-api/model/tiny_face_detector_model-weights_manifest.json';
import { sampleUrl } from './face-model';

const worker = self as unknown as {
  onmessage: ((event: MessageEvent<{ id: number; picture: ImageBitmap }>) => void) | null;
  postMessage: (answer: unknown) => void;
};

/** A second face smaller than this share of the picture is somebody on a poster or behind a window. */
const SMALLEST_SHARE = 0.01;

/**
 * Somebody is there when there is something like a face; somebody else is when there are two that hardly can be anything else. Either
 * way the doubt is the learner's.
 */
const LIKELY = 0.35;
const SURE = 0.7;

const options = new faceapi.TinyFaceDetectorOptions({ inputSize: 320, scoreThreshold: LIKELY });

/** The library asks for a page's elements, which a worker does not have: it is given what stands in for them here. */
function standIn(): void {
  const none = class {};
  faceapi.env.setEnv({
    Canvas: OffscreenCanvas,
    CanvasRenderingContext2D: OffscreenCanvasRenderingContext2D,
    Image: none,
    ImageData,
    Video: none,
    createCanvasElement: () => new OffscreenCanvas(1, 1),
    createImageElement: () => new none(),
    createVideoElement: () => new none(),
    fetch,
    readFile: () => Promise.reject(new Error('there are no files')),
  } as unknown as Parameters<typeof faceapi.env.setEnv>[0]);
}

async function start(): Promise<void> {
  standIn();
  const tf = faceapi.tf as unknown as {
    setBackend: (name: string) => Promise<boolean>;
    ready: () => Promise<void>;
    io: { decodeWeights: (data: ArrayBuffer, specs: unknown) => Record<string, unknown> };
  };
  if (!(await tf.setBackend('webgl').catch(() => false))) await tf.setBackend('cpu');
  await tf.ready();
  const data = await fetch(sampleUrl).then((response) => response.arrayBuffer());
  const weights = tf.io.decodeWeights(
    data,
    specs.flatMap((group) => group.weights),
  );
  faceapi.nets.tinyFaceDetector.loadFromWeightMap(weights as never);
}

async function count(picture: ImageBitmap): Promise<number> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
  const faces = await faceapi.detectAllFaces(canvas as unknown as HTMLCanvasElement, options);
  const least = canvas.width * canvas.height * SMALLEST_SHARE;
  const sure = faces.filter((face) => face.score >= SURE && face.box.area >= least).length;
  return sure > 1 ? sure : Math.min(1, faces.length);
}

worker.onmessage = ({ data: { id, picture } }) =>
  void count(picture).then(
    (faces) => worker.postMessage({ id, faces }),
    (error: unknown) => worker.postMessage({ id, fault: String(error) }),
  );

void start().then(
  () => worker.postMessage({ ready: true }),
  (error: unknown) => {
    // Heard by the page as an error of the worker.
    setTimeout(() => {
      throw error;
    });
  },
);
