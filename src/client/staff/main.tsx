import { render } from 'preact';

const root = document.getElementById('app');
if (root) render(<h1>Marking</h1>, root);
