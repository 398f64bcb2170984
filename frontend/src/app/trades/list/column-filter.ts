import { Component, Injector, afterNextRender, computed, inject, input, output, signal } from '@angular/core';
import type { TradeQuery } from '@singularity/contract';
import { parseDay } from '@singularity/domain';
import { TagChoices } from '../../filter/tag-choices';
import { Icon } from '../../ui/icon';
import { COLUMN_FILTERS, filtersAt } from './column-filters';
import type { ChoiceFilter } from './column-filters';
import { SymbolSearch } from './symbol-search';
import type { FilterChange } from './trade-filter';

/** The filters of one column, behind a button at its head. They show what the address says, and ask for another. */
@Component({
  selector: 'app-column-filter',
  imports: [Icon, SymbolSearch],
  templateUrl: './column-filter.html',
  styleUrls: ['../../ui/choices.scss', './column-filter.scss'],
})
export class ColumnFilter {
  readonly column = input.required<string>();
  readonly label = input.required<string>();
  readonly query = input.required<TradeQuery>();
  readonly accountNames = input.required<ReadonlyMap<string, string>>();
  readonly filter = output<FilterChange>();

  private readonly injector = inject(Injector);
  private readonly tags = new TagChoices();
  /** The choices are drawn as long as somebody looks at them. */
  protected readonly open = signal(false);
  protected readonly id = computed(() => `filter-${this.column()}`);
  protected readonly active = computed(() => filtersAt(this.column()).some((name) => this.query()[name] !== undefined));
  protected readonly parts = computed(() =>
    (COLUMN_FILTERS[this.column()] ?? []).map((part) =>
      part.kind === 'choice' ? { ...part, choices: this.choicesOf(part) } : part,
    ),
  );

  /** The keyboard goes to the first choice, as nothing else is wanted there. */
  protected turnOpen({ newState, target }: Event & Partial<ToggleEvent>): void {
    this.open.set(newState === 'open');
    if (!this.open()) return;
    if (this.column() === 'tags') this.tags.want();
    const focusFirst = () => (target as HTMLElement).querySelector('input')?.focus();
    afterNextRender(focusFirst, { injector: this.injector });
  }

  protected turn({ name, one }: ChoiceFilter, value: string): void {
    const chosen = this.chosen(name);
    const without = chosen.filter((other) => other !== value);
    const added = one ? [value] : [...chosen, value];
    this.filter.emit({ [name]: without.length < chosen.length ? without : added });
  }

  /** Half a date is on its way to a whole one. */
  protected setDay(end: 'from' | 'to', control: EventTarget | null): void {
    const { value } = control as HTMLInputElement;
    if (value === '' || parseDay(value)) this.filter.emit({ [end]: value });
  }

  protected clear(): void {
    this.filter.emit(Object.fromEntries(filtersAt(this.column()).map((name) => [name, []])));
  }

  private chosen(name: ChoiceFilter['name']): readonly string[] {
    return [this.query()[name] ?? []].flat();
  }

  private choicesOf({ name, options }: ChoiceFilter) {
    const accounts = [...this.accountNames()].map(([value, label]) => ({ value, label }));
    const offered = options ?? (name === 'tag' ? this.tags.options() : accounts);
    const chosen = this.chosen(name);
    return offered.map((option) => ({ ...option, chosen: chosen.includes(option.value) }));
  }
}
