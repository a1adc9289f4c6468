// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { nodesOf } from '../lib/markup';
import { nameOf } from '../learner/session/fields/name';

function drawn(html: string): string {
  const box = document.createElement('div');
  box.append(nodesOf(html, 'Table'));
  return box.innerHTML;
}

describe('server HTML', () => {
  test('keeps what authors write', () => {
    const html = '<p>Let <strong>x</strong> be <span class="math">x^2</span>.</p><ol start="3"><li>one</li></ol>';
    expect(drawn(html)).toBe(html);
  });

  test.each([
    ['<p onclick="x()">a</p>', '<p>a</p>'],
    ['<p style="color:red">a</p>', '<p>a</p>'],
    ['<script>x()</script><p>a</p>', '<p>a</p>'],
    ['<iframe src="/x"></iframe>a', 'a'],
    ['<form action="/x"><input name="q"></form>a', 'a'],
    ['<section><p>a</p></section>', '<p>a</p>'],
    ['<custom-part onload="x()"><em>a</em></custom-part>', '<em>a</em>'],
    ['<svg onload="x()"><circle></circle></svg>a', 'a'],
  ])('%s becomes %s', (html, clean) => {
    expect(drawn(html)).toBe(clean);
  });

  test.each(['https://elsewhere.test/a.png', '//elsewhere.test/a.png', 'data:image/svg+xml,x', 'javascript:x()'])(
    'an image from %s is not fetched',
    (src) => {
      expect(drawn(`<img src="${src}" alt="a">`)).toBe('<img alt="a">');
    },
  );

  test('an image of the exam is kept', () => {
    const html = '<img src="/api/exams/e/versions/1/assets/a.png" alt="A plant">';
    expect(drawn(html)).toBe(html);
  });

  test('a link opens apart, and a script address is none', () => {
    expect(drawn('<a href="https://a.test/">a</a>')).toContain('rel="noopener noreferrer"');
    expect(drawn('<a href="javascript:x()">a</a>')).not.toContain('href');
  });

  test('a table scrolls in a box that the keyboard reaches', () => {
    const html = drawn('<table><caption>Plants</caption><tbody><tr><td>1</td></tr></tbody></table>');
    expect(html).toMatch(/^<div class="scroll" tabindex="0" role="region" aria-label="Plants"><table>/);
  });
});

describe('a choice’s name', () => {
  test('is left to its words where there is no formula', () => {
    expect(nameOf({ name: 'd', html: '<p>None of these</p>' })).toBeUndefined();
  });

  test('has the TeX in the formula’s place', () => {
    expect(nameOf({ name: 'b', html: 'About <span class="math">\\frac{a}{b}</span> units' })).toBe(
      'b About \\frac{a}{b} units',
    );
  });
});
