import {
  Component,
  DestroyRef,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { EditTradeRequest, TradeAnswer } from '@singularity/contract';
import { outcomeOf } from '../../changes/outcomes';
import { Undo, recordOf } from '../../changes/undo';
import { Notices } from '../../http/notices';
import { problemOf, sentenceOf } from '../../http/problem';
import { Session } from '../../session/session';
import { SAME_ACCOUNT } from '../decide-trade';
import { isRead, readEdit } from '../read-draft';
import type { CellField } from './trade-columns';
import { draftOf } from '../trade-draft';
import { TradesApi } from '../trades-api';

/**
 * Edits one cell in its place: Enter saves, Escape leaves it as it was, and what is wrong is said below it. What was typed
 * stands there at once; the field comes back with it should the server refuse.
 */
@Component({
  selector: 'app-cell-editor',
  template: `
    @if (submission()) {
      <span class="number">{{ text() || '–' }}</span>
    } @else {
      <input
        #field
        type="text"
        autocomplete="off"
        spellcheck="false"
        [attr.aria-label]="label()"
        [attr.aria-invalid]="fault() ? true : null"
        [attr.aria-describedby]="fault() ? 'cell-fault' : null"
        [attr.inputmode]="name() === 'tags' ? 'text' : 'decimal'"
        [value]="text()"
        (input)="text.set(field.value); fault.set('')"
        (keydown.enter)="save()"
        (keydown.escape)="dismiss.emit()"
        (blur)="leave()"
      />
    }
    @if (fault(); as fault) {
      <p id="cell-fault" role="alert">{{ fault }}</p>
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      width: 100%;
    }
    input {
      min-height: 1.75rem;
      padding: 0 0.375rem;
      text-align: inherit;
    }
    span {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    p {
      position: absolute;
      top: 100%;
      right: 0;
      z-index: 3;
      width: max-content;
      max-width: 18rem;
      padding: var(--space-1) var(--space-2);
      border: 1px solid var(--loss);
      border-radius: var(--radius-s);
      background: var(--raised);
      color: var(--loss);
      font-size: var(--text-s);
      text-align: start;
      white-space: normal;
    }
  `,
})
export class CellEditor {
  readonly trade = input.required<TradeAnswer>();
  readonly name = input.required<CellField>();
  readonly label = input.required<string>();
  /** It is on its way, and needs the keyboard no more. */
  readonly sent = output();
  readonly saved = output<TradeAnswer>();
  readonly dismiss = output();

  private readonly api = inject(TradesApi);
  private readonly notices = inject(Notices);
  private readonly undo = inject(Undo);
  private readonly timeZone = inject(Session).timeZone();
  private readonly injector = inject(Injector);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');
  /** The trade as the editor was opened: what happens elsewhere neither replaces what is typed nor is overwritten by it. */
  private readonly begun = linkedSignal<TradeAnswer, TradeAnswer>({
    source: this.trade,
    computation: (newest, before) => before?.value ?? newest,
  });
  private readonly before = computed(() => draftOf(this.begun(), this.timeZone));
  protected readonly text = linkedSignal(() => this.before()[this.name()]);
  protected readonly fault = signal('');
  protected readonly submission = signal(false);
  private left = false;

  constructor() {
    inject(DestroyRef).onDestroy(() => (this.left = true));
    this.takeKeyboard();
  }

  protected async save(): Promise<void> {
    if (this.submission()) return;
    if (this.text() === this.before()[this.name()]) return this.dismiss.emit();
    // The cell is one field of the form that edits the trade, and is read as that.
    const draft = { ...this.before(), [this.name()]: this.text() };
    const read = readEdit(draft, this.begun(), { ...SAME_ACCOUNT, timeZone: this.timeZone });
    if (isRead(read)) await this.send(read.request);
    else this.fault.set(read[0]?.message ?? '');
  }

  private async send(request: EditTradeRequest): Promise<void> {
    const [trade, label] = [this.begun(), this.label()];
    this.submission.set(true);
    this.sent.emit();
    try {
      const edited = await this.api.edit(trade, request);
      this.undo.keep(outcomeOf('TradeEdited', edited.symbol), recordOf(edited, trade.streamVersion));
      if (!this.left) this.saved.emit(edited);
    } catch (error) {
      const problem = problemOf(error);
      this.refuse(label, problem.errors?.[0]?.message ?? sentenceOf(problem));
    }
  }

  /** Where the field is gone meanwhile, it is said at the foot of the screen. */
  private refuse(label: string, fault: string): void {
    if (this.left) return this.notices.say(`${label}: ${fault}`);
    this.fault.set(fault);
    this.submission.set(false);
    const row = this.element.closest('[role=row]');
    if (row?.contains(row.ownerDocument.activeElement)) this.takeKeyboard();
  }

  private takeKeyboard(): void {
    const take = () => {
      const field = this.field()?.nativeElement;
      field?.focus();
      field?.select();
    };
    afterNextRender(take, { injector: this.injector });
  }

  /** What was typed is kept, as in any other field; what is wrong with it stays to be read. */
  protected leave(): void {
    if (!this.fault()) void this.save();
  }
}
