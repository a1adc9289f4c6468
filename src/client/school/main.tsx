import '../lib/styles/tokens.css';
import '../lib/styles/base.css';
import '../lib/styles/controls.css';
import '../lib/styles/parts.css';
import '../lib/styles/table.css';
import './school.css';
import { render } from 'preact';
import { account } from '../lib/account';
import { speak } from '../lib/i18n';
import { SchoolPage } from './page';
import { listen } from './router';

speak();
listen();
void account.ask();
const root = document.getElementById('app');
if (root) render(<SchoolPage />, root);
