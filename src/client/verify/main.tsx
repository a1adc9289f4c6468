import '../lib/styles/tokens.css';
import '../lib/styles/base.css';
import '../lib/styles/controls.css';
import '../lib/styles/parts.css';
import '../lib/styles/markup.css';
import './verify.css';
import { render } from 'preact';
import { api } from '../lib/api';
import { speak } from '../lib/i18n';
import { VerifyCtrl } from './ctrl';
import { VerifyPage } from './view';

speak();
const ctrl = new VerifyCtrl(api, location.pathname);
void ctrl.check();
const root = document.getElementById('app');
if (root) render(<VerifyPage ctrl={ctrl} />, root);
