import { Unreadable, xmlElements } from '@singularity/brokers';
import type { Element } from '@singularity/brokers';
import { SyncFault } from '../sync-fault.js';

const OF_TRADES = new Set(['Trade', 'Order', 'SymbolSummary']);
const YEAR_LAST = /^\d{1,2}[-./]\d{1,2}[-./]\d{2,4}/;

/** The elements of a statement. Rejects what is none, and queries that do not say what has to be known, with what to change. */
export function elementsOf(text: string): readonly Element[] {
  if (!text.trimStart().startsWith('<'))
    throw query('This query gives CSV or text. Edit it and choose the format XML.');
  if (!text.includes('<FlexQueryResponse'))
    throw new SyncFault('unreadable', 'Interactive Brokers’ answer is no statement.');
  const elements = parsed(text);
  const statements = elements.filter(({ name }) => name === 'FlexStatement');
  const count = elements.find(({ name }) => name === 'FlexStatements')?.attributes['count'];
  if (count !== undefined && count !== String(statements.length))
    throw new SyncFault('unreadable', 'Interactive Brokers sent some of the statements only.');
  const trades = elements.filter(({ name }) => OF_TRADES.has(name));
  if (trades.length > 0 && !trades.some(isExecution))
    throw query('This query sums trades up. In its section “Trades”, choose “Executions”.');
  if (trades.some(({ attributes }) => YEAR_LAST.test(attributes['dateTime'] ?? attributes['tradeDate'] ?? '')))
    throw query('Dates of this query do not say which number is the month. Choose the date format yyyyMMdd.');
  return elements;
}

/** Rejects a query that leaves trades out. Only a new one is looked at for that: of quiet days even such a section may say nothing. */
export function needTrades(text: string): void {
  if (!text.includes('<Trades')) throw query('This query has no trades. Add the section “Trades”, with “Executions”.');
}

function isExecution({ name, attributes }: Element): boolean {
  return name === 'Trade' && ['', 'EXECUTION'].includes(attributes['levelOfDetail'] ?? '');
}

function query(message: string): SyncFault {
  return new SyncFault('member', message, { field: 'queryId' });
}

function parsed(text: string): readonly Element[] {
  try {
    return xmlElements(text);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new SyncFault('unreadable', 'Interactive Brokers’ statement cannot be read.');
  }
}
