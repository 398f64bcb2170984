import fc from 'fast-check';
import { Ledger } from '../testing/ledger.js';
import { aimed } from '../testing/aimed.js';
import { ACCOUNTS, steps, TRADES } from '../testing/ledger-steps.js';
import { Notebook } from '../testing/oracle/ledger-oracle.js';

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
