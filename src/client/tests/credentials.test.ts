import { beforeEach, describe, expect, test } from 'vitest';
import type { CredentialTemplateView, TemplateDraft } from '../lib/wire';
import { draftOf, withRoom } from '../staff/credentials/template';
import { TemplateCtrl } from '../staff/credentials/template-ctrl';
import { staffRouteOf } from '../staff/router';
import { Desk, no, ok } from './fake/desk';
import { pass, useFakeTime } from './rig';

useFakeTime();

const url = '/api/credential-templates/scm';
const template: TemplateDraft = { page: 'a4', accent: '#1f4e79', seal: '', signatories: [], texts: [] };
const view = (version: number): CredentialTemplateView => ({
  programId: 'scm',
  version,
  publishedAt: version ? '2026-11-20T10:00:00Z' : null,
  template,
});

let desk: Desk;
let offered: string[];
beforeEach(() => void ([desk, offered] = [new Desk(), []]));

const open = async () => {
  desk.on(url, ok(view(0)));
  const ctrl = new TemplateCtrl(desk.api, 'scm', (name) => void offered.push(name));
  const fetching = ctrl.view.fetch();
  await pass(1000, 100);
  await fetching;
  return ctrl;
};

describe('a template', () => {
  test('has room for one more signatory until there are three', () => {
    const one = { name: 'Ada', office: '' };
    expect(withRoom(template).signatories).toEqual([{ name: '', office: '' }]);
    expect(withRoom({ ...template, signatories: [one] }).signatories).toHaveLength(2);
    expect(withRoom({ ...template, signatories: [one, one, one] }).signatories).toHaveLength(3);
    expect(draftOf(withRoom({ ...template, seal: ' ok ', signatories: [one] }))).toMatchObject({
      seal: 'ok',
      signatories: [one],
    });
  });

  test('keeps what was typed when it is read again, and shows what was published', async () => {
    const ctrl = await open();
    ctrl.sign(0, { name: 'Prof. Ada Byron' });
    expect(ctrl.form.value?.signatories).toHaveLength(2);
    void ctrl.view.fetch();
    await pass(1000, 100);
    expect(ctrl.form.value?.signatories[0]?.name).toBe('Prof. Ada Byron');

    desk.on(url, ok(view(1)));
    void ctrl.publish();
    await pass(1000, 100);
    expect(ctrl.published.value).toBe(1);
    ctrl.change({ page: 'letter' });
    expect([ctrl.published.value, ctrl.form.value?.page]).toEqual([null, 'letter']);
  });

  test('says why a sample cannot be printed, and offers one that can', async () => {
    const ctrl = await open();
    const sample = { name: 'ᜊ', language: 'en', kind: 'program' } as const;
    desk.on(`${url}/preview`, no(422, 'credential.missing-glyph'));
    void ctrl.preview(sample);
    await pass(1000, 100);
    expect([ctrl.asked.problem.value?.code, offered]).toEqual(['credential.missing-glyph', []]);

    desk.on(`${url}/preview`, ok({}));
    void ctrl.preview(sample);
    await pass(1000, 100);
    expect([ctrl.asked.problem.value, offered]).toEqual([null, ['sample.pdf']]);
  });

  test('has an address of its own', () => {
    expect(staffRouteOf('/staff/credentials', '')).toEqual({ page: 'credentials' });
    expect(staffRouteOf('/staff/credentials/scm', '')).toEqual({ page: 'template', program: 'scm' });
  });
});
