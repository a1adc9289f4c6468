import '../lib/styles/tokens.css';
import '../lib/styles/base.css';
import '../lib/styles/controls.css';
import '../lib/styles/parts.css';
import '../lib/styles/markup.css';
import { render } from 'preact';
import { account } from '../lib/account';
import { speak } from '../lib/i18n';
import { App } from './app';
import { listen } from './router';
import { takeTicket } from './ticket';

/** True when the page was opened by a sign-in link. */
function byTicket(): boolean {
  const ticket = takeTicket();
  if (ticket) void account.useTicket(ticket);
  return ticket !== null;
}

speak();
const entering = byTicket();
// A link opened where the sign-in page stands already changes the fragment alone.
window.addEventListener('hashchange', byTicket);
listen();
if (!entering) void account.ask();
const root = document.getElementById('app');
if (root) render(<App />, root);
