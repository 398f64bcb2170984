import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import type { AccountAnswer } from '@singularity/contract';
import { futuresContractOf, multiplierOf, parseSymbol } from '@singularity/domain';
import { Session } from '../session/session';
import { Field, FieldControl } from '../ui/field';
import { FocusFirst } from '../ui/focus-first';
import { Icon } from '../ui/icon';
import { NowButton } from '../ui/now-button';
import { Segmented } from '../ui/segmented';
import { ASSET_TYPE_WORDS, DIRECTION_WORDS, SIDE_WORDS, segmentsOf } from '../ui/words';
import { placeOf } from '../ui/zoned-time';
import { emptyExecution } from './trade-draft';
import type { TradeDraft } from './trade-draft';

/** The fields of a trade, for adding and for editing. */
@Component({
  selector: 'app-trade-fields',
  imports: [Field, FieldControl, FocusFirst, FormField, Icon, MatButton, MatIconButton, NowButton, Segmented],
  templateUrl: './trade-fields.html',
  styleUrl: './trade-fields.scss',
})
export class TradeFields {
  readonly form = input.required<FieldTree<TradeDraft>>();
  /** The accounts that may be chosen. */
  readonly accounts = input.required<readonly AccountAnswer[]>();
  /** Whether one may choose between the simple form and a list of executions. */
  readonly choosesFills = input(false);

  private readonly session = inject(Session);
  protected readonly timeZone = this.session.timeZone;
  protected readonly place = computed(() => placeOf(this.session.timeZone()));
  protected readonly baseCurrency = computed(() => this.session.settings().baseCurrency);

  protected readonly assetTypes = segmentsOf(ASSET_TYPE_WORDS);
  protected readonly sides = segmentsOf(SIDE_WORDS);
  protected readonly fills = [
    { value: 'one', label: 'One entry, one exit' },
    { value: 'several', label: 'Several executions' },
  ];
  protected readonly option = computed(() => this.form().assetType().value() === 'option');
  protected readonly directions = computed(() =>
    segmentsOf(DIRECTION_WORDS, this.option() ? ['CALL', 'PUT'] : ['LONG', 'SHORT']),
  );
  protected readonly multiplierHint = computed(() => {
    const { assetType, symbol } = this.form()().value();
    const known = multiplierOf(assetType, parseSymbol(symbol) ?? '', null);
    if ('message' in known) return symbol.trim() === '' ? '' : 'Not in the contract table: please enter it.';
    const contract = assetType === 'future' && futuresContractOf(parseSymbol(symbol) ?? '');
    return contract
      ? `${contract.name}: ${known.multiplier} per point`
      : `${known.multiplier}, unless you say otherwise`;
  });

  constructor() {
    effect(() => {
      const symbol = parseSymbol(this.form().symbol().value());
      if (symbol !== null) untracked(() => this.guessAssetType(symbol));
    });
    effect(() => {
      const [first] = this.directions();
      const direction = this.form().direction().value;
      const fits = this.directions().some(({ value }) => value === direction());
      if (!fits && first) untracked(() => direction.set(first.value as TradeDraft['direction']));
    });
  }

  protected addExecution(): void {
    this.form()
      .executions()
      .value.update((executions) => [...executions, emptyExecution('close')]);
  }

  protected removeExecution(index: number): void {
    this.form()
      .executions()
      .value.update((executions) => executions.filter((_, place) => place !== index));
  }

  /** A symbol of the contract table is a future, until someone says what it is. */
  private guessAssetType(symbol: string): void {
    const assetType = this.form().assetType();
    if (!this.form().symbol().dirty() || assetType.dirty()) return;
    assetType.value.set(futuresContractOf(symbol) ? 'future' : 'stock');
  }
}
