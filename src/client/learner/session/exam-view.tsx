import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { SkipLink, Spoken } from '../../lib/ui/frame';
import { ContentLanguage } from '../../lib/ui/markup';
import { Notice } from '../../lib/ui/notice';
import { BarrierDialog, LeaveItemDialog } from './barrier';
import { BreakDialog } from './break';
import type { SessionCtrl } from './ctrl';
import { HelpDialog } from './help';
import { ExamHeader } from './header';
import { ItemPart } from './item';
import { shortcuts, useShortcuts } from '../../lib/keys';
import { MapPart } from './map';
import { Moves } from './moves';
import { Problem } from './phases';
import { SectionIntro } from './section';
import { StuckPart } from './stuck';
import { SubmitDialog } from './submit';
import { TimeOverPart } from './time-over';
import './exam.css';

/** Which question is being asked over the exam, if any. */
export type Asking = null | 'help' | 'submit' | 'leaveItem' | 'break' | { section: number };

/** The running exam: header, map, items, and the ways onward. */
export function ExamView({ ctrl }: { ctrl: SessionCtrl }) {
  const asking = useSignal<Asking>(null);
  const view = ctrl.paper.view.value;
  const over = ctrl.over.value;
  const close = () => (asking.value = null);
  const ask = (what: Asking) => (asking.value = what);
  const next = () => goOn(ctrl, ask);
  useShortcuts({
    n: next,
    p: () => back(ctrl),
    f: () => toggleFlag(ctrl),
    '?': () => ask('help'),
  });
  useEffect(() => {
    document.title = t('app.documentTitle', { page: view?.title ?? t('session.title') });
  }, [view?.title]);
  useEffect(() => {
    if (over) asking.value = null;
  }, [over]);
  if (!view) return null;
  const now = asking.value;
  return (
    <div class="exam">
      <SkipLink />
      <ExamHeader ctrl={ctrl} view={view} onHelp={() => ask('help')} />
      <div class="exam-body">
        <MapPart ctrl={ctrl} onSubmit={() => ask('submit')} />
        <main id="content" class="exam-main" tabIndex={-1}>
          <Problem ctrl={ctrl} />
          {!ctrl.outbox.durable.value && (
            <Notice tone="warn">
              <p>{t('link.notDurable')}</p>
            </Notice>
          )}
          {!over && <StuckPart ctrl={ctrl} />}
          {over ? <TimeOverPart ctrl={ctrl} /> : <Items ctrl={ctrl} />}
          {!over && <Moves ctrl={ctrl} onNext={next} onSubmit={() => ask('submit')} onBreak={() => ask('break')} />}
        </main>
      </div>
      <Spoken />
      {now === 'help' && <HelpDialog keys={shortcuts} onClose={close} />}
      {now === 'break' && <BreakDialog ctrl={ctrl} onClose={close} />}
      {now === 'submit' && <SubmitDialog ctrl={ctrl} onClose={close} />}
      {now === 'leaveItem' && <LeaveItemDialog ctrl={ctrl} onClose={close} />}
      {typeof now === 'object' && now && <BarrierDialog ctrl={ctrl} section={now.section} onClose={close} />}
    </div>
  );
}

function Items({ ctrl }: { ctrl: SessionCtrl }) {
  const section = ctrl.paper.section.value;
  const item = ctrl.paper.item.value;
  const language = ctrl.paper.view.value?.language ?? '';
  if (!section || !item) return null;
  const items = ctrl.paper.whole.value ? ctrl.paper.inSection(section.index) : [item];
  return (
    <ContentLanguage.Provider value={language}>
      <SectionIntro ctrl={ctrl} section={section} />
      {items.map((one) => (
        <ItemPart key={one.number} ctrl={ctrl} item={one} />
      ))}
    </ContentLanguage.Provider>
  );
}

/** Onward from here: to the next item, over a barrier, or to the review. */
function goOn(ctrl: SessionCtrl, ask: (what: Asking) => void): void {
  const way = ctrl.paper.next();
  const item = ctrl.paper.item.value;
  if (way.to === 'end') ask('submit');
  else if (way.to === 'section' && way.barrier) ask({ section: way.index });
  else if (way.to === 'section') void ctrl.enterSection(way.index);
  else if (ctrl.paper.view.value?.linear && item && ctrl.sheet.answered(item) !== 'all') ask('leaveItem');
  else ctrl.go(way.number);
}

function back(ctrl: SessionCtrl): void {
  const previous = ctrl.paper.previous();
  if (previous !== null) ctrl.go(previous);
}

function toggleFlag(ctrl: SessionCtrl): void {
  const item = ctrl.paper.item.value;
  if (item) ctrl.flag(item.number, !ctrl.sheet.flags.value.has(item.number));
}
