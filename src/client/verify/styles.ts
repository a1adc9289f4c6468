import '../lib/styles/tokens.css';
import '../lib/styles/base.css';
import '../lib/styles/controls.css';
import '../lib/styles/parts.css';
import '../lib/styles/markup.css';
import './verify.css';
