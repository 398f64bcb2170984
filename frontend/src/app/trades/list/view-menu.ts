import { Component, computed, input, output, signal, viewChild } from '@angular/core';
import type { ElementRef } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { PREFERENCE_LIMITS } from '@singularity/contract';
import type { SavedView } from '@singularity/contract';
import { Icon } from '../../ui/icon';

/** The views that a member has saved, and the way to save what is shown as one. */
@Component({
  selector: 'app-view-menu',
  imports: [Icon, MatButton, MatIconButton],
  templateUrl: './view-menu.html',
  styleUrls: ['../../ui/choices.scss', './view-menu.scss'],
})
export class ViewMenu {
  readonly views = input.required<readonly SavedView[]>();
  /** The one that is open. */
  readonly current = input.required<SavedView | undefined>();
  /** Whether the list shows something else by now. */
  readonly changed = input(false);
  readonly open = output<SavedView>();
  /** What is shown, under this name. */
  readonly save = output<string>();
  readonly remove = output<SavedView>();

  private readonly panel = viewChild.required<ElementRef<HTMLElement>>('panel');
  protected readonly limits = PREFERENCE_LIMITS;
  protected readonly full = computed(() => this.views().length >= PREFERENCE_LIMITS.views);
  protected readonly fault = signal('');

  protected choose(view: SavedView): void {
    this.open.emit(view);
    this.close();
  }

  protected saveAs(field: HTMLInputElement): void {
    const name = field.value.trim();
    const isNew = this.views().every((view) => view.name !== name);
    if (name === '') return this.fault.set('Enter a name.');
    if (isNew && this.full()) return this.fault.set(`Save at most ${PREFERENCE_LIMITS.views} views.`);
    field.value = '';
    this.saveNamed(name);
  }

  protected saveNamed(name: string): void {
    this.fault.set('');
    this.save.emit(name);
    this.close();
  }

  private close(): void {
    this.panel().nativeElement.hidePopover?.();
  }
}
