import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { FormField } from '@angular/forms/signals';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { decimal, same, sum, toText, ZERO } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { Session } from '../../session/session';
import { Field, FieldControl } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { formatQuantity } from '../../ui/format/money';
import { momentKnown } from '../../ui/format/moment-text';
import { Moment, MomentInput } from '../../ui/moment';
import { NumberControl } from '../../ui/number-control';
import { readNumber } from '../../ui/format/number-text';
import { emptyExecution, isBlank } from '../trade-draft';
import type { ExecutionDraft } from '../trade-draft';

/** The fills of a trade, one line each, by time. While something is open, a line for what remains stands ready. */
@Component({
  selector: 'app-execution-list',
  imports: [Field, FieldControl, FormField, Icon, MatButton, MatIconButton, Moment, MomentInput, NumberControl],
  templateUrl: './execution-list.html',
  styleUrl: './execution-list.scss',
})
export class ExecutionList {
  readonly executions = input.required<FieldTree<ExecutionDraft[]>>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  /** As it was when the form was opened: what is typed is meant in it. */
  protected readonly timeZone = inject(Session).timeZone();
  private readonly lines = computed(() => this.executions()().value());
  /** The moment of the line above each line. */
  protected readonly above = computed(() => {
    let last: Instant | null = null;
    return this.lines().map(({ at }) => {
      const above = last;
      last = momentKnown(at, this.timeZone, above) ?? above;
      return above;
    });
  });
  private readonly open = computed(() => {
    const typed = this.lines().filter((line, index) => !isBlank(line, index));
    return sum(
      typed.map(({ type, quantity }) => decimal(readNumber(quantity) ?? ZERO).times(type === 'open' ? 1 : -1)),
    );
  });
  protected readonly remaining = computed(() => {
    const open = this.open();
    if (open.isZero()) return '';
    const amount = formatQuantity(toText(open.abs()));
    return open.isNegative() ? `Exits exceed entries by ${amount}` : `${amount} open`;
  });

  constructor() {
    effect(() => {
      const [lines, open] = [this.lines(), this.open()];
      untracked(() => this.keepNext(lines, open.gt(0) ? toText(open) : ''));
    });
  }

  protected add(): void {
    const open = this.open();
    const next = {
      ...emptyExecution(open.gt(0) ? 'close' : 'open'),
      quantity: open.isZero() ? '' : toText(open.abs()),
    };
    this.change((lines) => [...lines, next]);
    const focus = () => this.element.querySelector<HTMLElement>('li:last-child select')?.focus();
    afterNextRender(focus, { injector: this.injector });
  }

  protected remove(index: number): void {
    this.change((lines) => lines.filter((_, other) => other !== index));
  }

  /** Once one is done with a line. What stands ready stays last. */
  protected sort(event: FocusEvent): void {
    const line = event.currentTarget as HTMLElement;
    const to = event.relatedTarget;
    if (to instanceof Node && line.contains(to)) return;
    const lines = this.lines();
    const sorted = lines.toSorted((a, b) => this.timeOf(a).localeCompare(this.timeOf(b)));
    if (same(lines, sorted)) return;
    this.change(() => sorted);
    // A line that moves loses the keyboard.
    if (to instanceof HTMLElement) afterNextRender(() => to.focus(), { injector: this.injector });
  }

  private timeOf({ at }: ExecutionDraft): string {
    return momentKnown(at, this.timeZone) ?? '9';
  }

  private keepNext(lines: readonly ExecutionDraft[], quantity: string): void {
    const index = lines.length - 1;
    const last = lines[index];
    if (!last) return;
    const isWhole = [last.at, last.price, last.quantity].every((text) => text.trim() !== '');
    const next = { ...emptyExecution('close'), quantity };
    if (isBlank(last, index)) {
      const field = this.executions()[index]?.quantity();
      if (field && !field.dirty() && last.quantity !== quantity) field.value.set(quantity);
    } else if (isWhole && quantity !== '') this.executions()().value.update((all) => [...all, next]);
  }

  private change(into: (lines: ExecutionDraft[]) => ExecutionDraft[]): void {
    const state = this.executions()();
    state.value.update(into);
    state.markAsDirty();
  }
}
