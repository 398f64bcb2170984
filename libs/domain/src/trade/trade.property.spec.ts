import fc from 'fast-check';
import { Ledger } from '../testing/ledger.js';
import { ACCOUNTS, steps, TRADES } from '../testing/ledger-steps.js';
import type { Step } from '../testing/ledger-steps.js';
import { Notebook } from '../testing/oracle/ledger-oracle.js';
import type { TradeCommand } from './trade.commands.js';

/** The command with ids of its own, and aimed at an execution that is there, or at none. */
function aimed(
  { command, pick }: Extract<Step, { trade: string }>,
  ids: readonly string[],
  step: number,
): TradeCommand {
  switch (command.type) {
    case 'AddExecution':
      return { ...command, execution: { ...command.execution, id: `s${step}` } };
    case 'CloseTrade':
      return { ...command, executionId: `s${step}` };
    case 'EditTrade':
      return { ...command, newExecutionId: `s${step}` };
    case 'EditExecution':
    case 'RemoveExecution':
      return { ...command, executionId: ids[pick] ?? 'none' };
    default:
      return command;
  }
}

function opened<Book extends Ledger | Notebook>(book: Book): Book {
  book.addAccount('usd', 'USD', '1000');
  book.addAccount('eur', 'EUR', '0');
  return book;
}

const figuresIn = (book: Ledger | Notebook) => TRADES.map((id) => book.figures(id));
const balancesIn = (book: Ledger | Notebook) => ACCOUNTS.map((id) => book.balance(id));

it('agrees with a notebook kept by hand: on what is sound, what it earned and what is in the accounts', () => {
  fc.assert(
    fc.property(steps, (asked) => {
      const [ledger, notebook] = [opened(new Ledger('USD')), opened(new Notebook('USD'))];
      asked.forEach((step, index) => {
        if ('account' in step) {
          expect(ledger.account(step.account, step.command)).toBe(notebook.account(step.account, step.command));
        } else {
          const command = aimed(step, ledger.executionIds(step.trade), index);
          expect(ledger.trade(step.trade, command)).toBe(notebook.trade(step.trade, command));
        }
        expect(figuresIn(ledger)).toEqual(figuresIn(notebook));
        expect(balancesIn(ledger)).toEqual(balancesIn(notebook));
      });
    }),
    { numRuns: 500 },
  );
});
