import './styles';
import { render } from 'preact';
import { speak } from '../lib/i18n';
import { check } from './check/checker';
import { FilesCtrl } from './files/ctrl';
import type { Known } from './files/known';
import { SavedSources } from './files/saved-sources';
import { speakOf } from './files/spoken';
import { FilesPage } from './files/view';

// The whole of a saved page: one script, with the checker in it.
speak();
const known = JSON.parse(document.getElementById('known')?.textContent ?? 'null') as Known | null;
const root = document.getElementById('app');
if (root && known) {
  const ctrl = new FilesCtrl(new SavedSources(known), () => Promise.resolve(check), null, speakOf);
  render(<FilesPage ctrl={ctrl} known={known} />, root);
}
