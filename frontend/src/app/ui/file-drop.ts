import { Component, input, output, signal } from '@angular/core';
import { Icon } from './icon';

let drops = 0;

/** A place to drop files on, and a button to choose them with. */
@Component({
  selector: 'app-file-drop',
  imports: [Icon],
  template: `
    <label [class.over]="over()" (dragover)="allow($event)" (dragleave)="over.set(false)" (drop)="drop($event)">
      <input
        class="visually-hidden"
        type="file"
        multiple
        [attr.aria-describedby]="hintId"
        #chooser
        (change)="choose(chooser)"
      />
      <app-icon name="upload" />
      <strong>{{ heading() }}</strong>
      <span class="faint" [id]="hintId">{{ hint() }}</span>
    </label>
  `,
  styles: `
    label {
      display: grid;
      justify-items: center;
      gap: var(--space-1);
      padding: var(--space-6) var(--space-4);
      border: 1.5px dashed var(--line-strong);
      border-radius: var(--radius-l);
      background: var(--sunken);
      text-align: center;
      cursor: pointer;
      transition: border-color var(--fast);
    }
    label:hover,
    .over {
      border-color: var(--accent);
    }
    label:focus-within {
      outline: 2px solid var(--accent);
      outline-offset: 2px;
    }
    .over {
      background: var(--accent-tint);
    }
    app-icon {
      color: var(--accent);
    }
  `,
})
export class FileDrop {
  readonly heading = input.required<string>();
  readonly hint = input.required<string>();
  readonly chosen = output<readonly File[]>();
  protected readonly hintId = `file-drop-${++drops}`;
  protected readonly over = signal(false);

  protected allow(event: DragEvent): void {
    event.preventDefault();
    this.over.set(true);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.over.set(false);
    this.give(event.dataTransfer?.files);
  }

  /** Emptied, so that the same file can be chosen again. */
  protected choose(chooser: HTMLInputElement): void {
    this.give(chooser.files);
    chooser.value = '';
  }

  private give(files: FileList | null | undefined): void {
    if (files && files.length > 0) this.chosen.emit([...files]);
  }
}
