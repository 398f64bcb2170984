import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import type { FieldTree } from '@angular/forms/signals';
import type { TradeAnswer } from '@singularity/contract';
import { futuresContractOf, guessAssetType, parseOccSymbol, parseOptionSymbol, parseSymbol } from '@singularity/domain';
import type { AssetType, Day, OptionSymbol } from '@singularity/domain';
import { Session } from '../../session/session';
import { Field, FieldControl } from '../../ui/field';
import { FocusFirst } from '../../ui/focus-first';
import { formatNumber } from '../../ui/format/money';
import { Suggested, Suggestions } from '../../ui/suggestions';
import type { Suggestion } from '../../ui/suggestions';
import { ASSET_TYPE_LABELS, DIRECTION_LABELS } from '../../ui/format/labels';
import { formatDay, toDay } from '../../ui/format/zoned-time';
import type { TradeDraft } from '../trade-draft';

type Known = Pick<TradeAnswer, 'symbol' | 'assetType'>;

/** The symbol, and what can be known from it: its asset type, and of the name of an option all its terms. */
@Component({
  selector: 'app-symbol-field',
  imports: [Field, FieldControl, FocusFirst, FormField, Suggested, Suggestions],
  template: `
    <app-field label="Symbol" [hint]="hint()">
      <app-suggestions [from]="traded()" (chosen)="takeOver($event)">
        <input
          type="text"
          class="symbol"
          autocapitalize="characters"
          spellcheck="false"
          placeholder="AAPL, /ESZ6, SPY 12/18 600C"
          appFocusFirst
          appSuggested
          appControl
          [formField]="form().symbol"
          (change)="readOption()"
          (keydown.enter)="readOption()"
        />
      </app-suggestions>
    </app-field>
  `,
  styles: `
    .symbol {
      text-overflow: ellipsis;
    }
    .symbol:not(:placeholder-shown) {
      text-transform: uppercase;
    }
  `,
})
export class SymbolField {
  readonly form = input.required<FieldTree<TradeDraft>>();
  /** One's own trades, newest first. */
  readonly recent = input.required<readonly TradeAnswer[]>();

  private readonly session = inject(Session);
  private readonly newestOf = computed(() => {
    const trades = this.recent().toReversed();
    return new Map(trades.map((trade) => [trade.symbol, trade]));
  });
  protected readonly traded = computed<readonly Suggestion[]>(() => {
    const symbols = new Set(this.recent().map(({ symbol }) => symbol));
    return [...symbols].map((value) => ({ value, note: this.noteOf(value) }));
  });
  private readonly option = computed(() => {
    const symbol = this.form().symbol();
    return symbol.dirty() ? parseOptionSymbol(symbol.value(), this.today()) : null;
  });
  protected readonly hint = computed(() => {
    const option = this.option();
    if (!option) return this.contract();
    const { symbol, strike, direction, expiration } = option;
    return `${symbol} ${formatNumber(strike)} ${DIRECTION_LABELS[direction]}, ${formatDay(expiration)}`;
  });
  private readonly contract = computed(() => {
    const { assetType, symbol } = this.form()().value();
    const contract = assetType === 'future' && futuresContractOf(parseSymbol(symbol) ?? '');
    if (!contract) return '';
    const { name, multiplier, tickSize, tickValue } = contract;
    return `${name}: ${formatNumber(multiplier)} per point; a tick of ${tickSize} is worth ${formatNumber(tickValue, { least: 2 })}`;
  });
  /** Whether the form began without a symbol: only then does one that is typed say what it is. */
  private guesses = false;
  /** The symbol that was put in together with what it is. */
  private known: Known | null = null;

  constructor() {
    effect(() => {
      const typed = this.form().symbol().value();
      untracked(() => this.guess(typed));
    });
  }

  /** Puts an option that was typed by name into its fields. */
  protected readOption(): void {
    const option = this.option();
    if (option) this.fillIn(option);
  }

  protected takeOver({ value }: Suggestion): void {
    const trade = this.newestOf().get(value);
    if (!trade) return;
    this.takeFor(trade);
    if (trade.multiplierSource === 'user') this.form().multiplier().value.set(trade.multiplier);
  }

  private guess(typed: string): void {
    const { symbol, assetType } = this.form();
    if (!symbol().dirty()) {
      this.guesses = typed === '';
      this.known = null;
      return;
    }
    // This way of writing is complete at its last digit; others are read when one is done with the field.
    const option = parseOccSymbol(typed);
    if (option) this.fillIn(option);
    else if (this.guesses && !assetType().dirty()) assetType().value.set(this.assetTypeOf(typed));
  }

  /** One's own history knows best; but a symbol alone names no option, whatever was traded under it. */
  private assetTypeOf(typed: string): AssetType {
    const symbol = parseSymbol(typed) ?? '';
    if (this.known?.symbol !== symbol) this.known = null;
    if (this.known) return this.known.assetType;
    if (this.option()) return 'option';
    const before = this.newestOf().get(symbol)?.assetType ?? 'option';
    return before === 'option' ? guessAssetType(symbol) : before;
  }

  private fillIn({ symbol, strike, expiration, direction }: OptionSymbol): void {
    const form = this.form();
    form.symbol().value.set(symbol);
    form.strike().value.set(strike);
    form.expiration().value.set(expiration);
    form.direction().value.set(direction);
    this.takeFor({ symbol, assetType: 'option' });
  }

  private takeFor({ symbol, assetType }: Known): void {
    this.known = { symbol, assetType };
    this.form().assetType().value.set(assetType);
  }

  private noteOf(symbol: string): string {
    const trade = this.newestOf().get(symbol);
    return trade ? ASSET_TYPE_LABELS[trade.assetType] : '';
  }

  private today(): Day {
    return toDay(new Date().toISOString(), this.session.timeZone()) as Day;
  }
}
