import { BreakpointObserver } from '@angular/cdk/layout';
import {
  ApplicationRef,
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { Signal } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { NavigationStart, Router, RouterLink, Scroll } from '@angular/router';
import type { Density, ListedTrade, TradeAnswer, TradeQuery, TradeSort } from '@singularity/contract';
import { ZERO } from '@singularity/domain';
import { map } from 'rxjs';
import { Shortcuts } from '../../session/shortcuts';
import { Icon } from '../../ui/icon';
import { SheetPipe, SheetRouter } from '../../ui/sheet-router';
import { TradeName } from '../../ui/trade-name';
import { VisibleRows } from '../../ui/visible-rows';
import { CellEditor } from './cell-editor';
import { ColumnFilter } from './column-filter';
import { COLUMN_FILTERS } from './column-filters';
import { ColumnHandle } from './column-handle';
import { digitsFor, grownBy, tracksOf, widthOf } from './column-tracks';
import type { Lengths } from './column-tracks';
import { ListState, unreadList } from '../list-state';
import { dateCell, percent, profit, realized, yearOf } from './trade-cells';
import type { Cell, CellLabels } from './trade-cells';
import { NAME_COLUMN, isEditable } from './trade-columns';
import type { CellField, Column } from './trade-columns';
import type { FilterChange } from './trade-filter';
import type { TradeSelection } from './trade-selection';

/** In pixels, as in the styles. */
const ROW_HEIGHTS: Readonly<Record<Density, number>> = { comfortable: 40, compact: 32 };
const CARD_HEIGHT = 64;

const HAS_ITS_OWN_CLICK = 'a, button, app-cell-editor, .select, .actions';
const ANSWERS_KEYS_ITSELF = 'input:not([type=checkbox]), [popover] *';

/** A list of trades of any length: a table, on a phone a list of cards. Only what is in sight is drawn. */
@Component({
  selector: 'app-trade-table',
  imports: [
    CellEditor,
    ColumnFilter,
    ColumnHandle,
    Icon,
    MatMenu,
    MatMenuContent,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    SheetPipe,
    TradeName,
    VisibleRows,
  ],
  templateUrl: './trade-table.html',
  styleUrl: './trade-table.scss',
  host: { '(keydown)': 'answer($event)', '(click)': 'openAt($event)' },
})
export class TradeTable {
  readonly trades = input.required<readonly ListedTrade[]>();
  readonly columns = input.required<readonly Column[]>();
  readonly labels = input.required<CellLabels>();
  readonly query = input.required<TradeQuery>();
  readonly density = input.required<Density>();
  readonly selection = input.required<TradeSelection>();
  /** Whether trades can only be looked at. */
  readonly readOnly = input(false);
  readonly sort = output<TradeSort>();
  readonly filter = output<FilterChange>();
  readonly delete = output<TradeAnswer>();
  readonly edited = output<TradeAnswer>();
  readonly columnsChange = output<readonly Column[]>();
  /** The rows before this index are in sight or nearly so. */
  readonly reach = output<number>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  private readonly app = inject(ApplicationRef);
  private readonly router = inject(Router);
  private readonly sheets = inject(SheetRouter);
  private readonly kept = inject(ListState);
  private left = unreadList();
  private readonly visible = viewChild.required(VisibleRows);

  protected readonly narrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 45rem)')
      .pipe(map(({ matches }) => matches)),
    { initialValue: false },
  );
  protected readonly rowHeight = computed(() => (this.narrow() ? CARD_HEIGHT : ROW_HEIGHTS[this.density()]));
  protected readonly nameColumn = NAME_COLUMN;
  protected readonly columnFilters = COLUMN_FILTERS;
  /** The columns while an edge of them is dragged. */
  protected readonly shownColumns = linkedSignal(() => this.columns());
  protected readonly start = computed(() => Math.min(this.visible().range().start, this.trades().length));
  /** What is written in rows: a scrolled row is the same row, until amounts, dates or currencies are shown otherwise. */
  private readonly written = computed(() => {
    const [columns, labels] = [this.shownColumns(), this.labels()];
    const known = new WeakMap<ListedTrade, Signal<ReturnType<typeof rowOf>>>();
    return (trade: ListedTrade) => {
      const row = known.get(trade) ?? computed(() => rowOf(trade, columns, labels));
      known.set(trade, row);
      return row();
    };
  });
  protected readonly rows = computed(() => {
    const seen = this.trades().slice(this.start(), this.visible().range().end);
    return seen.map((trade, offset) => ({ trade, index: this.start() + offset, ...this.written()(trade) }));
  });
  private readonly lengths = linkedSignal<readonly ReturnType<typeof rowOf>[], Lengths>({
    source: () => this.rows(),
    computation: (rows, before) => grownBy(before?.value ?? new Map(), rows),
  });
  protected readonly tracks = computed(() => tracksOf(this.shownColumns(), this.lengths()));
  protected readonly width = computed(() => widthOf(this.shownColumns(), this.lengths()));
  /** The row that the keyboard is at: wherever its trade moves. */
  protected readonly current = linkedSignal<Listed, number>({
    source: () => ({ query: this.query(), trades: this.trades() }),
    computation: (now, before) =>
      before?.source.query === now.query ? indexOfSame(before, now.trades) : this.kept.at(now.query).row,
  });
  protected readonly editing = signal<{ readonly id: string; readonly field: CellField } | null>(null);

  constructor() {
    effect(() => {
      const { end } = this.visible().range();
      this.trades();
      untracked(() => this.reach.emit(end));
    });
    effect(() => {
      this.left = this.kept.at(this.query());
      if (this.left.top === 0) this.element.querySelector('.scroller')?.scrollTo?.({ top: 0 });
    });
    this.holdInSight();
    this.keepScroll();
    this.keepFocus();
    const withTrade = (run: (trade: TradeAnswer) => void) => () => {
      const trade = this.trades()[this.current()];
      if (trade) run(trade);
    };
    const when = () => !this.readOnly();
    inject(Shortcuts).offer(
      { keys: 'j', does: 'Next trade', run: () => this.step(1) },
      { keys: 'k', does: 'Previous trade', run: () => this.step(-1) },
      { keys: 'e', does: 'Edit trade', when, run: withTrade(({ id }) => this.sheets.open(`edit-trade/${id}`)) },
      { keys: 'x', does: 'Select trade', when, run: withTrade(() => this.selection().toggle(this.current())) },
    );
  }

  /** Trades that come or go above those in sight must not move them. */
  private holdInSight(): void {
    let shown: Listed | null = null;
    afterRenderEffect({
      mixedReadWrite: () => {
        const [before, now] = [shown, { query: this.query(), trades: this.trades() }];
        shown = now;
        const index = untracked(() => this.visible().firstInSight());
        if (index === 0 || before?.query !== now.query) return;
        this.visible().scrollOn(indexOfSame({ source: before, value: index }, now.trades) - index);
      },
    });
  }

  protected ariaSort({ sort }: Column): 'ascending' | 'descending' | null {
    const { sort: by, order } = this.query();
    if (!sort || sort !== by) return null;
    return order === 'asc' ? 'ascending' : 'descending';
  }

  protected select(event: MouseEvent, index: number): void {
    if (event.shiftKey) this.selection().extendTo(index);
    else this.selection().toggle(index);
  }

  protected selectAll(): void {
    const selection = this.selection();
    if (selection.count() === this.trades().length) selection.clear();
    else selection.all();
  }

  protected resize({ name }: Column, width: number): void {
    this.shownColumns.update((columns) => columns.map((one) => (one.name === name ? { ...one, width } : one)));
  }

  protected edit(trade: TradeAnswer, field: CellField | undefined): void {
    if (!field) return;
    this.editing.set({ id: trade.id, field });
    // Drawn at once: a key that is pressed before the next frame is for the field already.
    this.app.tick();
  }

  protected save(trade: TradeAnswer): void {
    this.edited.emit(trade);
    this.editing.set(null);
  }

  protected stopEditing(index: number): void {
    this.editing.set(null);
    this.focusRow(index);
  }

  /** A row is as good as the link in it, with Ctrl too, except where one selects words or what has a click of its own. */
  protected openAt(event: MouseEvent): void {
    const { target } = event;
    const isText = this.element.ownerDocument.getSelection()?.type === 'Range';
    if (isText || !(target instanceof Element) || target.closest(HAS_ITS_OWN_CLICK)) return;
    target.closest('[data-index]')?.querySelector('a')?.dispatchEvent(new MouseEvent('click', event));
  }

  /** What keys do that belong to the table alone. */
  protected answer(event: KeyboardEvent): void {
    if (event.target instanceof Element && event.target.matches(ANSWERS_KEYS_ITSELF)) return;
    const isRow = event.target instanceof HTMLElement && event.target.role === 'row';
    const commands: Readonly<Record<string, (() => void) | false>> = {
      ArrowDown: isRow && (() => this.step(1)),
      ArrowUp: isRow && (() => this.step(-1)),
      Enter: isRow && (() => this.open()),
      Escape: () => this.selection().clear(),
      a: !this.readOnly() && isCommand(event) && (() => this.selection().all()),
    };
    const command = commands[event.key];
    if (!command) return;
    event.preventDefault();
    command();
  }

  /** Begins where the list was left, and stays where it is while sheets come and go: the router would go to the top. */
  private keepScroll(): void {
    const restore = () => {
      const { top } = this.left;
      if (top > 0) this.visible().scrollTo(top);
    };
    afterNextRender(restore);
    this.router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event instanceof NavigationStart)
        Object.assign(this.left, { top: this.visible().scrolled, row: this.current(), focused: this.hasFocus() });
      // The router hears of it later than its listeners do, and has the last word until then.
      if (event instanceof Scroll) queueMicrotask(restore);
    });
  }

  /** Whoever left from a row comes back to it, once it is drawn, unless they have gone elsewhere meanwhile. */
  private keepFocus(): void {
    const document = this.element.ownerDocument;
    const returned = afterRenderEffect(() => {
      this.rows();
      const row = this.left.focused ? this.rowAt(untracked(this.current)) : null;
      if (row && document.activeElement === document.body) row.focus({ preventScroll: true });
      if (row || !this.left.focused) returned.destroy();
    });
  }

  /** In a row, or in its menu. */
  private hasFocus(): boolean {
    const focused = this.element.ownerDocument.activeElement;
    return this.element.contains(focused) || focused?.role === 'menuitem';
  }

  private open(): void {
    const trade = this.trades()[this.current()];
    if (trade) void this.router.navigate(['/trades', trade.id], { queryParamsHandling: 'preserve' });
  }

  private step(by: -1 | 1): void {
    const from = this.element.contains(this.element.ownerDocument.activeElement) ? by : 0;
    this.focusRow(Math.max(0, Math.min(this.trades().length - 1, this.current() + from)));
  }

  /** A row out of sight is not drawn: it is scrolled to where it will be, and then it is there. */
  protected focusRow(index: number): void {
    this.current.set(index);
    const drawn = this.rowAt(index);
    if (drawn) return drawn.focus();
    this.element.querySelector('.scroller')?.scrollTo?.({ top: index * this.rowHeight() });
    afterNextRender(() => this.rowAt(index)?.focus(), { injector: this.injector });
  }

  private rowAt(index: number): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`[data-index="${index}"]`);
  }
}

interface Listed {
  readonly query: TradeQuery;
  readonly trades: readonly TradeAnswer[];
}

/** The index of the same trade in another list; where it is gone, the index that it had. */
function indexOfSame({ source, value }: { source: Listed; value: number }, trades: readonly TradeAnswer[]): number {
  const id = source.trades[value]?.id;
  const index = trades.findIndex((trade) => trade.id === id);
  return index < 0 ? Math.max(0, Math.min(value, trades.length - 1)) : index;
}

function isCommand({ ctrlKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey;
}

function rowOf(trade: ListedTrade, columns: readonly Column[], labels: CellLabels) {
  return {
    cells: columns.map((column) => {
      const cell = column.cell(trade, labels);
      return { column, ...cell, digits: digitsFor(column, cell), editable: isEditable(trade, column) };
    }),
    date: dateCell(trade, labels).text,
    year: yearOf(trade, labels),
    ...cardOf(trade, labels),
  };
}

/** What a card says a trade earned: in the days that are asked for, where it earned more or less on others. */
function cardOf(trade: ListedTrade, labels: CellLabels): { readonly net: Cell; readonly beside: string } {
  const net = profit(trade.netPnl, trade, labels);
  const { realizedNet } = trade;
  if (realizedNet !== undefined && realizedNet !== (trade.netPnl ?? ZERO))
    return { net: realized(trade, labels), beside: `of ${net.text}` };
  return { net, beside: trade.status === 'open' ? 'Open' : percent(trade.pnlPercent, trade, labels).text };
}
