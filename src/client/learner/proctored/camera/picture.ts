/** The current frame of a track, drawn and measured. Holds the video element that the browser needs to decode one. */
export class Frames {
  readonly #video = document.createElement('video');
  readonly #canvas = document.createElement('canvas');

  constructor(track: MediaStreamTrack) {
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.srcObject = new MediaStream([track]);
    void this.#video.play().catch(() => undefined);
  }

  /** Null until there is a frame. */
  bitmap(mostWide: number): Promise<ImageBitmap> | null {
    const size = this.size(mostWide);
    if (!size) return null;
    return createImageBitmap(this.#video, { resizeWidth: size.width, resizeHeight: size.height });
  }

  /** As JPEG within so many bytes: less fine first, then smaller. Null until there is a frame. */
  async jpeg(mostWide: number, mostBytes: number): Promise<Blob | null> {
    for (const [share, quality] of STEPS) {
      const size = this.size(mostWide * share);
      if (!size) return null;
      this.#canvas.width = size.width;
      this.#canvas.height = size.height;
      this.#canvas.getContext('2d')?.drawImage(this.#video, 0, 0, size.width, size.height);
      const blob = await new Promise<Blob | null>((done) => this.#canvas.toBlob(done, 'image/jpeg', quality));
      if (blob && blob.size <= mostBytes) return blob;
    }
    return null;
  }

  close(): void {
    this.#video.pause();
    this.#video.srcObject = null;
  }

  private size(mostWide: number): { width: number; height: number } | null {
    const { videoWidth: width, videoHeight: height, readyState } = this.#video;
    if (width === 0 || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    const scale = Math.min(1, mostWide / width);
    return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  }
}

/** Width by share of what is wished for, and quality. */
const STEPS = [
  [1, 0.7],
  [1, 0.5],
  [1, 0.35],
  [0.75, 0.4],
  [0.5, 0.4],
  [0.35, 0.3],
] as const;
