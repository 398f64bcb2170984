import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  model,
  output,
  signal,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import type { FormValueControl } from '@angular/forms/signals';
import { Field } from './field';
import { Icon } from './icon';

/**
 * A field for a key: hidden until one wants to see it, and of more lines once a key of more lines is pasted. Nothing
 * offers to fill it in or to keep it.
 */
@Component({
  selector: 'app-secret-input',
  imports: [Icon, MatIconButton],
  template: `
    @if (tall()) {
      <textarea
        rows="6"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        data-1p-ignore
        data-lpignore="true"
        [id]="field?.id"
        [class.hidden]="!shown()"
        [attr.aria-describedby]="field?.note()"
        [attr.aria-invalid]="field?.fault() ? true : null"
        [value]="value()"
        (input)="take($event)"
        (blur)="touch.emit()"
      ></textarea>
    } @else {
      <input
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        data-1p-ignore
        data-lpignore="true"
        [type]="shown() ? 'text' : 'password'"
        [id]="field?.id"
        [attr.aria-describedby]="field?.note()"
        [attr.aria-invalid]="field?.fault() ? true : null"
        [value]="value()"
        (input)="take($event)"
        (paste)="takeLines($event)"
        (blur)="touch.emit()"
      />
    }
    <button matIconButton type="button" [attr.aria-label]="label()" [attr.aria-pressed]="shown()" (click)="turn()">
      <app-icon [name]="shown() ? 'hide' : 'show'" />
    </button>
  `,
  styles: `
    :host {
      position: relative;
      display: block;
    }
    input,
    textarea {
      padding-right: 2.75rem;
      font-family: ui-monospace, monospace;
    }
    .hidden {
      -webkit-text-security: disc;
    }
    button {
      position: absolute;
      top: calc((var(--control) - 2.5rem) / 2);
      right: 0;
    }
  `,
})
export class SecretInput implements FormValueControl<string> {
  readonly value = model.required<string>();
  readonly name = input('');
  readonly touch = output();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  protected readonly field = inject(Field, { optional: true });
  protected readonly shown = signal(false);
  /** A browser takes line ends out of a field of one line, and with them the key is another. */
  protected readonly tall = computed(() => this.value().includes('\n'));
  protected readonly label = computed(() => `Show ${this.field?.label().toLowerCase() ?? 'it'}`);

  focus(): void {
    this.element.querySelector<HTMLElement>('input, textarea')?.focus();
  }

  protected turn(): void {
    this.shown.update((shown) => !shown);
  }

  protected take(event: Event): void {
    this.value.set((event.target as HTMLInputElement).value);
  }

  protected takeLines(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text').trim().replaceAll('\r\n', '\n') ?? '';
    if (!text.includes('\n')) return;
    event.preventDefault();
    this.value.set(text);
    afterNextRender(() => this.focus(), { injector: this.injector });
  }
}
