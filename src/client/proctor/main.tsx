import '../lib/styles/tokens.css';
import '../lib/styles/base.css';
import '../lib/styles/controls.css';
import '../lib/styles/parts.css';
import './proctor.css';
import { render } from 'preact';
import { account } from '../lib/account';
import { api } from '../lib/api';
import { speak } from '../lib/i18n';
import { ProctorPage } from './page';
import { listen } from './router';
import { ProctorServer } from './server';

speak();
listen();
void account.ask();
const root = document.getElementById('app');
if (root) render(<ProctorPage server={new ProctorServer(api)} />, root);
