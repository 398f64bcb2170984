import { SaxesParser } from 'saxes';
import { FILE_LIMITS, TOO_DEEP, TOO_MANY_ROWS, Unreadable } from './source.js';
import type { Element } from './source.js';

/** The elements of an XML that have attributes. A document type, with which a file could define words that grow, is refused. */
export function xmlElements(text: string): readonly Element[] {
  const elements: Element[] = [];
  let depth = 0;
  const parser = new SaxesParser();
  const unreadable = (message: string): never => {
    throw new Unreadable(message);
  };
  parser.on('error', () => unreadable(`Line ${parser.line} of this XML cannot be read. Export it again.`));
  parser.on('doctype', () => unreadable('This XML declares a document type, which no export of a broker does.'));
  parser.on('closetag', () => (depth -= 1));
  parser.on('opentag', ({ name, attributes }) => {
    if ((depth += 1) > FILE_LIMITS.depth) unreadable(TOO_DEEP);
    if (Object.keys(attributes).length === 0) return;
    if (elements.length === FILE_LIMITS.rows) unreadable(TOO_MANY_ROWS);
    elements.push({ line: parser.line, name, attributes: attributes as Record<string, string> });
  });
  parser.write(text).close();
  return elements;
}
