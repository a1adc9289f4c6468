import { describe, expect, test } from 'vitest';
import { HeldCtrl } from '../learner/held/held-ctrl';
import { Api } from '../lib/api';

const answering = (answers: Record<string, [number, object]>): Api =>
  new Api(async (url) => {
    const [status, body] = answers[String(url).split('/').at(-1) ?? ''] ?? [404, {}];
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  });

describe('what is held about a sitting', () => {
  test('that nobody watched is no evidence, and no failure', async () => {
    const ctrl = new HeldCtrl(
      answering({ receipt: [200, { title: 'Plain' }], evidence: [409, { code: 'session.not-proctored' }] }),
      'one',
    );
    await ctrl.open();
    expect(ctrl.evidence.state.value).toEqual({ is: 'here', value: null });
  });

  test('that was watched and left nothing is not taken for one that nobody watched', async () => {
    const nothing = { items: [], recordings: [], kept: [] };
    const ctrl = new HeldCtrl(answering({ receipt: [200, { title: 'Watched' }], evidence: [200, nothing] }), 'one');
    await ctrl.open();
    expect(ctrl.evidence.state.value).toEqual({ is: 'here', value: nothing });
  });

  test('of somebody else is not told', async () => {
    const no: [number, object] = [404, { code: 'session.unknown' }];
    const ctrl = new HeldCtrl(answering({ receipt: no, evidence: no }), 'one');
    await ctrl.open();
    expect([ctrl.receipt.state.value.is, ctrl.evidence.state.value.is]).toEqual(['failed', 'failed']);
  });
});
