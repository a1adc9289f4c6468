/** The tiny face detector's weights, a file of our own like any other: it measures the line before, and is read by the worker later. */
import weights from '@vladmandic/face-api/model/tiny_face_detector_model.bin?url';

export const sampleUrl: string = weights;
