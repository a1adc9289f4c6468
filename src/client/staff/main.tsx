import '../lib/styles/tokens.css';
import '../lib/styles/base.css';
import '../lib/styles/controls.css';
import '../lib/styles/parts.css';
import '../lib/styles/markup.css';
import './staff.css';
import { render } from 'preact';
import { account } from '../lib/account';
import { api } from '../lib/api';
import { speak } from '../lib/i18n';
import { listen } from './router';
import { StaffPage } from './page';
import { QueueCtrl } from './queue-ctrl';

speak();
listen();
void account.ask();
const root = document.getElementById('app');
if (root) render(<StaffPage queue={new QueueCtrl(api)} />, root);
