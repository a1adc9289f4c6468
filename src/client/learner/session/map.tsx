import { t } from '../../lib/i18n';
import type { ItemView, SectionView } from '../../lib/wire';
import type { SessionCtrl } from './ctrl';

/** All questions at a glance. What a mark means is told by its form and in words, never by colour alone. */
export function MapPart({ ctrl, onSubmit }: { ctrl: SessionCtrl; onSubmit: () => void }) {
  const view = ctrl.paper.view.value;
  if (!view) return null;
  const total = Math.max(...view.sections.map((section) => section.lastItem), 0);
  const answered = ctrl.sheet.countAnswered(view.items);
  const progress = t('map.progress', { answered, total });
  return (
    <nav class="map" aria-label={t('map.title')}>
      <details class="map-fold" open={wideEnough()}>
        <summary>
          <span class="map-title">{t('map.title')}</span> <span class="soft">{progress}</span>
        </summary>
        {view.sections.map((section) => (
          <MapSection key={section.index} ctrl={ctrl} section={section} many={view.sections.length > 1} />
        ))}
        <Legend />
        <button type="button" class="button map-submit" onClick={onSubmit} disabled={ctrl.locked.value}>
          {t('move.finish')}
        </button>
      </details>
    </nav>
  );
}

const wideEnough = (): boolean => window.matchMedia('(min-width: 64rem)').matches;

function MapSection({ ctrl, section, many }: { ctrl: SessionCtrl; section: SectionView; many: boolean }) {
  const items = ctrl.paper.inSection(section.index);
  return (
    <div class="map-section">
      {many && <p class="map-section-title">{section.title}</p>}
      {items.length === 0 ? (
        <p class="soft">{t(section.state === 'closed' ? 'map.sectionClosed' : 'map.ahead')}</p>
      ) : (
        <ul class="map-items">
          {items.map((item) => (
            <li key={item.number}>
              <MapItem ctrl={ctrl} item={item} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function MapItem({ ctrl, item }: { ctrl: SessionCtrl; item: ItemView }) {
  const here = ctrl.paper.current.value === item.number;
  const answered = ctrl.sheet.answered(item);
  const flagged = ctrl.sheet.flags.value.has(item.number);
  const open = ctrl.paper.isOpen(item);
  const words = [t('item.number', { n: item.number })];
  words.push(t(answered === 'all' ? 'map.answered' : answered === 'some' ? 'map.partly' : 'map.unanswered'));
  if (flagged) words.push(t('map.flagged'));
  if (!open) words.push(t('map.closed'));
  const classes = ['map-item', `map-item-${answered}`];
  if (!open) classes.push('map-item-closed');
  return (
    <button
      type="button"
      class={classes.join(' ')}
      aria-label={words.join(', ')}
      aria-current={here ? 'step' : undefined}
      aria-disabled={!open}
      onClick={() => ctrl.go(item.number)}
    >
      {item.number}
      {flagged && <Flag />}
    </button>
  );
}

export function Flag() {
  return (
    <svg class="flag" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M2 1v10M2 1.5h8l-2 2.5 2 2.5H2" />
    </svg>
  );
}

function Legend() {
  return (
    <ul class="legend" aria-hidden="true">
      <li>
        <span class="map-item map-item-all legend-sign" /> {t('map.answered')}
      </li>
      <li>
        <span class="map-item map-item-none legend-sign" /> {t('map.unanswered')}
      </li>
      <li>
        <span class="map-item map-item-none legend-sign">
          <Flag />
        </span>{' '}
        {t('map.flagged')}
      </li>
      <li>
        <span class="map-item map-item-none map-item-closed legend-sign" /> {t('map.closed')}
      </li>
    </ul>
  );
}
