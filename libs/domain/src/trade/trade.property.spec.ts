import fc from 'fast-check';
import { Ledger } from '../testing/ledger.js';
import { aimed } from '../testing/aimed.js';
import { ACCOUNTS, steps, TRADES } from '../testing/ledger-steps.js';
import { ReferenceModel } from '../testing/oracle/ledger-oracle.js';

function opened<Book extends Ledger | ReferenceModel>(book: Book): Book {
  book.addAccount('usd', 'USD', '1000');
  book.addAccount('eur', 'EUR', '0');
  return book;
}

const figuresIn = (book: Ledger | ReferenceModel) => TRADES.map((id) => book.figures(id));
const balancesIn = (book: Ledger | ReferenceModel) => ACCOUNTS.map((id) => book.balance(id));

it('agrees with a naive reference model: on what is sound, what it earned and what is in the accounts', () => {
  fc.assert(
    fc.property(steps, (asked) => {
      const [ledger, model] = [opened(new Ledger('USD')), opened(new ReferenceModel('USD'))];
      asked.forEach((step, index) => {
        if ('account' in step) {
          expect(ledger.account(step.account, step.command)).toBe(model.account(step.account, step.command));
        } else {
          const command = aimed(step, ledger.executionIds(step.trade), index);
          expect(ledger.trade(step.trade, command)).toBe(model.trade(step.trade, command));
        }
        expect(figuresIn(ledger)).toEqual(figuresIn(model));
        expect(balancesIn(ledger)).toEqual(balancesIn(model));
      });
    }),
    { numRuns: 500 },
  );
});
