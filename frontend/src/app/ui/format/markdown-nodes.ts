import { lexer } from 'marked';
import type { Token, Tokens } from 'marked';

type Tag =
  | 'a'
  | 'blockquote'
  | 'br'
  | 'code'
  | 'del'
  | 'em'
  | 'heading'
  | 'hr'
  | 'li'
  | 'ol'
  | 'p'
  | 'pre'
  | 'strong'
  | 'text'
  | 'ul';

/** A piece of a text in Markdown: what it is, and its words or the pieces within. */
export interface MarkdownNode {
  readonly tag: Tag;
  readonly text: string;
  readonly children: readonly MarkdownNode[];
  readonly href?: string;
}

const TAGS: Readonly<Record<string, Tag>> = {
  blockquote: 'blockquote',
  br: 'br',
  code: 'pre',
  codespan: 'code',
  del: 'del',
  em: 'em',
  heading: 'heading',
  hr: 'hr',
  list_item: 'li',
  paragraph: 'p',
  strong: 'strong',
};

/** Tokens whose text is their words. */
const WORDS = ['text', 'escape'];

/** What a text in Markdown says. HTML in it is words like any other, and a picture from elsewhere is a link to it. */
export function markdownNodes(text: string): readonly MarkdownNode[] {
  return nodesOf(lexer(text, { gfm: true, breaks: true }));
}

function nodesOf(tokens: readonly Token[]): readonly MarkdownNode[] {
  return tokens.filter(({ type }) => type !== 'space' && type !== 'def').map(nodeOf);
}

function nodeOf(token: Token): MarkdownNode {
  if (token.type === 'list') return listOf(token as Tokens.List);
  if (token.type === 'link' || token.type === 'image') return linkOf(token as Tokens.Link | Tokens.Image);
  const { text, tokens = [] } = token as Partial<Tokens.Text>;
  // What has no drawing of its own here, such as a table, is shown as it was typed.
  const known = token.type in TAGS || WORDS.includes(token.type);
  return { tag: TAGS[token.type] ?? 'text', text: (known && text) || token.raw, children: nodesOf(tokens) };
}

function listOf({ ordered, items }: Tokens.List): MarkdownNode {
  return { tag: ordered ? 'ol' : 'ul', text: '', children: nodesOf(items) };
}

function linkOf({ type, text, href, tokens = [] }: Tokens.Link | Tokens.Image): MarkdownNode {
  const children = type === 'image' ? [] : nodesOf(tokens);
  return /^(https?:|mailto:)/i.test(href) ? { tag: 'a', text, children, href } : { tag: 'text', text, children };
}
