import { markdownNodes } from './markdown-nodes';
import type { MarkdownNode } from './markdown-nodes';

/** `p(words strong(more))`. */
function told(nodes: readonly MarkdownNode[]): string {
  return nodes
    .map(({ tag, text, children, href }) => {
      const inside = children.length > 0 ? told(children) : text;
      return tag === 'text' ? inside : `${tag}${href ? `[${href}]` : ''}(${inside})`;
    })
    .join(' ');
}

test.each([
  ['plain', 'p(plain)'],
  ['**bold** and *more*', 'p(strong(bold)  and  em(more))'],
  ['# Plan\n\nWait.', 'heading(Plan) p(Wait.)'],
  ['- one\n- two', 'ul(li(one) li(two))'],
  ['1. one', 'ol(li(one))'],
  ['a\nb', 'p(a br(\n) b)'],
  ['`5 < 6`', 'p(code(5 < 6))'],
  ['A & B "quoted"', 'p(A & B "quoted")'],
  ['[chart](https://example.org/c)', 'p(a[https://example.org/c](chart))'],
])('%o', (text, nodes) => {
  expect(told(markdownNodes(text))).toBe(nodes);
});

test('a link that is no address of the web is only its words', () => {
  expect(told(markdownNodes('[x](javascript:alert(1))'))).toBe('p(x)');
});

test('HTML and tables are shown as they were typed', () => {
  expect(told(markdownNodes('<img src=x onerror=alert(1)>'))).toContain('<img src=x onerror=alert(1)>');
  expect(told(markdownNodes('|a|b|\n|-|-|\n|1|2|'))).toContain('|1|2|');
});
