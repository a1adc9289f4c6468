import './styles';
import { render } from 'preact';
import { api } from '../lib/api';
import { speak } from '../lib/i18n';
import { VerifyCtrl } from './ctrl';
import { FilesCtrl } from './files/ctrl';
import { SavePage, type Saving } from './files/save';
import { SiteSources } from './files/site-sources';
import { speakOf } from './files/spoken';
import { FilesPage } from './files/view';
import { VerifyPage } from './view';

/** The saved page as it was built, in `silo/wwwroot`. */
const SAVED_PAGE = '/verify-saved.html';

speak();
const root = document.getElementById('app');
if (root) render(pageOf(location.pathname), root);

function pageOf(path: string) {
  if (/^\/verify\/?$/.test(path)) return filesPage();
  const ctrl = new VerifyCtrl(api, path);
  void ctrl.check();
  return <VerifyPage ctrl={ctrl} />;
}

function filesPage() {
  const sources = new SiteSources(location.origin);
  const load = async () => (await import('./check/checker')).check;
  const saving: Saving = { page: () => fetchText(SAVED_PAGE), known: () => sources.known(Date.now()) };
  return (
    <FilesPage ctrl={new FilesCtrl(sources, load, api, speakOf)}>
      <SavePage saving={saving} />
    </FilesPage>
  );
}

async function fetchText(address: string): Promise<string> {
  const answer = await fetch(address, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}
