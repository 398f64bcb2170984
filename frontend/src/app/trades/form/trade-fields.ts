import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import type { FieldTree } from '@angular/forms/signals';
import type { AccountAnswer, TradeAnswer } from '@singularity/contract';
import { multiplierOf, parseSymbol } from '@singularity/domain';
import { Session } from '../../session/session';
import { Field, FieldControl } from '../../ui/field';
import { Moment, MomentInput } from '../../ui/moment';
import { NumberControl } from '../../ui/number-control';
import { Segmented } from '../../ui/segmented';
import { ASSET_TYPE_LABELS, DIRECTION_LABELS, SIDE_LABELS, segmentsOf } from '../../ui/format/labels';
import { momentKnown } from '../../ui/format/moment-text';
import { timesIn } from '../../ui/format/zoned-time';
import { ExecutionList } from './execution-list';
import { SymbolField } from './symbol-field';
import { executionsOf } from '../trade-draft';
import type { TradeDraft } from '../trade-draft';

// A list that is closed cannot end a line that is too long with dots.
const LONGEST_NAME = 32;

/** The fields of a trade, for adding and for editing. */
@Component({
  selector: 'app-trade-fields',
  imports: [ExecutionList, Field, FieldControl, FormField, Moment, MomentInput, NumberControl, Segmented, SymbolField],
  templateUrl: './trade-fields.html',
  styleUrl: './trade-fields.scss',
})
export class TradeFields {
  readonly form = input.required<FieldTree<TradeDraft>>();
  /** The accounts that may be chosen. */
  readonly accounts = input.required<readonly AccountAnswer[]>();
  /** One's own trades, newest first: what is typed is looked up in them. */
  readonly recent = input<readonly TradeAnswer[]>([]);
  /** Whether one may choose between the simple form and a list of fills. */
  readonly choosesFills = input(false);

  private readonly session = inject(Session);
  /** As it was when the form was opened: what is typed is meant in it. */
  protected readonly timeZone = this.session.timeZone();
  protected readonly times = timesIn(this.timeZone);
  protected readonly baseCurrency = computed(() => this.session.settings().baseCurrency);

  protected readonly entered = computed(() => momentKnown(this.form().entryAt().value(), this.timeZone));

  protected readonly assetTypes = segmentsOf(ASSET_TYPE_LABELS);
  protected readonly sides = segmentsOf(SIDE_LABELS);
  protected readonly fills = [
    { value: 'one', label: 'Single fill' },
    { value: 'several', label: 'Multiple fills' },
  ];
  protected readonly option = computed(() => this.form().assetType().value() === 'option');
  protected readonly directions = computed(() =>
    segmentsOf(DIRECTION_LABELS, this.option() ? ['CALL', 'PUT'] : ['LONG', 'SHORT']),
  );
  protected readonly multiplierHint = computed(() => {
    const { assetType, symbol } = this.form()().value();
    const known = multiplierOf(assetType, parseSymbol(symbol) ?? '', null);
    if ('message' in known) return symbol.trim() === '' ? '' : 'Unknown contract. Enter its multiplier.';
    return `${known.multiplier} by default`;
  });

  constructor() {
    effect(() => {
      const [first] = this.directions();
      const direction = this.form().direction().value;
      const fits = this.directions().some(({ value }) => value === direction());
      if (!fits && first) untracked(() => direction.set(first.value as TradeDraft['direction']));
    });
    effect(() => {
      const chosen = this.form().fills();
      if (chosen.value() === 'several' && chosen.dirty()) untracked(() => this.fillLines());
    });
  }

  protected nameOf({ name, platform, currency }: AccountAnswer): string {
    const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).trimEnd()}…` : name;
    return `${short} · ${platform} (${currency})`;
  }

  /** What was typed into the simple form goes along, as long as no line says otherwise. */
  private fillLines(): void {
    const executions = this.form().executions();
    if (!executions.dirty()) executions.value.set(executionsOf(this.form()().value()));
  }
}
