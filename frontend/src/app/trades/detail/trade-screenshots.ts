import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { SCREENSHOT_LIMITS } from '@singularity/contract';
import { firstValueFrom } from 'rxjs';
import { Notices } from '../../http/notices';
import { problemOf, sentenceOf } from '../../http/problem';
import { TimeTravel } from '../../ledger/time-travel';
import { Icon } from '../../ui/icon';
import { ScreenshotView } from './screenshot-view';
import type { ScreenshotViewData } from './screenshot-view';
import { ScreenshotsApi } from './screenshots-api';

/** A picture on its way, or one that did not arrive. */
interface Upload {
  readonly name: string;
  readonly fraction: number;
  readonly fault: string;
}

/** The screenshots of a trade: pasted anywhere on the page, dropped here, or chosen. */
@Component({
  selector: 'app-trade-screenshots',
  imports: [Icon, MatButton],
  templateUrl: './trade-screenshots.html',
  styleUrl: './trade-screenshots.scss',
  host: {
    '(document:paste)': 'takeAll($event.clipboardData, $event)',
    '(dragover)': 'offer($event)',
    '(dragleave)': 'over.set(false)',
    '(drop)': 'takeAll($event.dataTransfer, $event)',
    '[class.over]': 'over()',
  },
})
export class TradeScreenshots {
  readonly tradeId = input.required<string>();
  readonly symbol = input.required<string>();

  private readonly api = inject(ScreenshotsApi);
  private readonly dialogs = inject(MatDialog);
  private readonly notices = inject(Notices);
  protected readonly travel = inject(TimeTravel);
  private readonly resource = this.api.list(() => this.tradeId());

  protected readonly types = SCREENSHOT_LIMITS.types.join(',');
  protected readonly over = signal(false);
  protected readonly uploads = signal<readonly Upload[]>([]);
  protected readonly problem = this.resource.problem;
  /** Those that are being deleted: gone at once, and back where that fails. */
  private readonly doomed = signal<readonly string[]>([]);
  protected readonly screenshots = computed(() =>
    (this.resource.value()?.items ?? [])
      .filter(({ id }) => !this.doomed().includes(id))
      .map((screenshot, index) => ({
        ...screenshot,
        screenshot,
        url: this.api.imageOf(this.tradeId(), screenshot),
        name: `Screenshot ${index + 1} of ${this.symbol()}`,
      })),
  );

  protected offer(event: DragEvent): void {
    if (this.travel.active()) return;
    event.preventDefault();
    this.over.set(true);
  }

  protected takeAll(from: DataTransfer | null, event: Event): void {
    this.over.set(false);
    const pictures = [...(from?.files ?? [])];
    if (pictures.length === 0 || this.travel.active()) return;
    event.preventDefault();
    void this.addAll(pictures);
  }

  protected choose(input: HTMLInputElement): void {
    void this.addAll([...(input.files ?? [])]);
    input.value = '';
  }

  protected dismiss(upload: Upload): void {
    this.uploads.update((uploads) => uploads.filter((one) => one !== upload));
  }

  protected async view(index: number): Promise<void> {
    const screenshots = this.screenshots();
    const data = { screenshots, index, readOnly: this.travel.active() };
    const dialog = this.dialogs.open<ScreenshotView, ScreenshotViewData, string>(ScreenshotView, {
      data,
      maxWidth: '96vw',
      ariaLabel: `Screenshots of ${this.symbol()}`,
    });
    const id = await firstValueFrom(dialog.afterClosed());
    const doomed = screenshots.find((one) => one.id === id);
    if (!doomed) return;
    this.doomed.update((ids) => [...ids, doomed.screenshot.id]);
    const deleted = await this.notices.attempt(async () => {
      await this.api.remove(this.tradeId(), doomed.screenshot);
      this.notices.say('Screenshot deleted');
    });
    if (!deleted) this.doomed.update((ids) => ids.filter((id) => id !== doomed.screenshot.id));
    this.resource.reload();
  }

  private async addAll(pictures: readonly File[]): Promise<void> {
    for (const picture of pictures) await this.add(picture);
  }

  private async add(picture: File): Promise<void> {
    let upload: Upload = { name: picture.name, fraction: 0, fault: faultOf(picture) };
    const change = (difference: Partial<Upload>) => {
      const before = upload;
      upload = { ...before, ...difference };
      this.uploads.update((uploads) => uploads.map((one) => (one === before ? upload : one)));
    };
    this.uploads.update((uploads) => [...uploads, upload]);
    if (upload.fault) return;
    try {
      await this.api.add(this.tradeId(), picture, (fraction) => change({ fraction }));
      this.dismiss(upload);
      this.resource.reload();
    } catch (error) {
      change({ fault: sentenceOf(problemOf(error)) });
    }
  }
}

function faultOf({ type, size }: File): string {
  if (!SCREENSHOT_LIMITS.types.some((known) => known === type)) return 'Use a PNG, JPEG or WebP image.';
  return size > SCREENSHOT_LIMITS.bytes ? 'Images can be up to 5 MB.' : '';
}
