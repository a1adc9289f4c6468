import { signal, type ReadonlySignal } from '@preact/signals';
import type { Api } from '../../lib/api';
import { Asked } from '../../lib/asked';
import { Load } from '../../lib/load';
import { saveBlob } from '../../lib/save-file';
import type { CredentialTemplateView, TemplateDraft, TemplatePreview } from '../../lib/wire';
import { draftOf, formOf, withRoom } from './template';

/** The template of one program: looked at as a sample before it is published. Credentials that were issued keep theirs. */
export class TemplateCtrl {
  readonly asked = new Asked();
  readonly view: Load<CredentialTemplateView>;
  readonly #form = signal<TemplateDraft | null>(null);
  readonly #published = signal<number | null>(null);
  readonly #url: string;

  constructor(
    private readonly server: Api,
    program: string,
    private readonly offer: (name: string, file: Blob) => void = saveBlob,
  ) {
    this.#url = `/api/credential-templates/${encodeURIComponent(program)}`;
    this.view = new Load(async () => {
      const view = await server.get<CredentialTemplateView>(this.#url);
      this.#form.value ??= formOf(view);
      return view;
    });
  }

  /** What the form shows; null until the template is here. */
  get form(): ReadonlySignal<TemplateDraft | null> {
    return this.#form;
  }

  /** The version that was published from this page last. */
  get published(): ReadonlySignal<number | null> {
    return this.#published;
  }

  change(change: Partial<TemplateDraft>): void {
    if (!this.#form.value) return;
    this.#published.value = null;
    this.#form.value = withRoom({ ...this.#form.value, ...change });
  }

  sign(at: number, change: Partial<TemplateDraft['signatories'][number]>): void {
    const signatories = this.#form.value?.signatories.map((one, i) => (i === at ? { ...one, ...change } : one));
    if (signatories) this.change({ signatories });
  }

  async preview(sample: TemplatePreview): Promise<void> {
    const form = this.#form.value;
    if (!form) return;
    await this.asked.run(async () => {
      const body = { template: draftOf(form), sample };
      this.offer('sample.pdf', await this.server.post<Blob>(`${this.#url}/preview`, body, { file: true }));
    });
  }

  async publish(): Promise<void> {
    const form = this.#form.value;
    if (!form) return;
    await this.asked.run(async () => {
      const view = await this.server.put<CredentialTemplateView>(this.#url, draftOf(form), { tries: 3 });
      this.#form.value = formOf(view);
      this.#published.value = view.version;
      this.view.put(view);
    });
  }
}
