import { Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { DigestFile, Receipt, ReceiptsFile } from '@singularity/domain';
import { Receipts } from '../ledger/receipts';
import { Session } from '../session/session';
import { BrandMark } from '../ui/brand-mark';
import { FileDrop } from '../ui/file-drop';
import { saveFile } from '../ui/save-file';
import { Contradictions } from './contradictions';
import { recognize } from './given-file';
import type { GivenFile } from './given-file';
import { proveLedger } from './ledger-proof';
import { ProofResult } from './proof-result';
import { ReceiptForm } from './receipt-form';
import { plural } from '../ui/format/figure-labels';

type GivenLedger = Extract<GivenFile, { kind: 'ledger' }>;

/** Proves a ledger from its file alone, in this browser, for whoever has the file. */
@Component({
  selector: 'app-verify-page',
  imports: [BrandMark, Contradictions, FileDrop, MatButton, ProofResult, ReceiptForm, RouterLink],
  templateUrl: './verify-page.html',
  styleUrl: './verify-page.scss',
})
export class VerifyPage {
  protected readonly receipts = inject(Receipts);
  private readonly member = inject(Session).member;

  protected readonly count = plural;
  private readonly ledger = signal<GivenLedger | null>(null);
  private readonly digests = signal<readonly DigestFile[]>([]);
  private readonly typed = signal<readonly Receipt[]>([]);
  private readonly files = signal<readonly ReceiptsFile[]>([]);

  /** What this browser has kept of the member who is signed in. */
  protected readonly kept = computed<ReceiptsFile | null>(() => {
    const userId = this.member()?.dbUserId;
    const items = this.receipts.own();
    return userId === undefined || items.length === 0 ? null : { receipts: 1, userId, items };
  });
  protected readonly name = computed(() => this.ledger()?.file.name ?? '');
  /** In order of arrival, for the person to see that they were taken. */
  protected readonly waiting = computed(() => {
    const receipts = this.typed().length + this.files().reduce((sum, { items }) => sum + items.length, 0);
    return [counted(receipts, 'receipt'), counted(this.digests().length, 'digest')].filter((labels) => labels !== '');
  });
  protected readonly othersReceipts = computed(() => this.files().some(({ userId }) => !this.isOfLedger(userId)));

  protected readonly progress = signal(0);
  /** Whatever is added, the file is read through again: nothing of it is kept in the memory. */
  protected readonly proof = resource({
    params: () => {
      const ledger = this.ledger();
      return ledger ? { ledger: ledger.file, receipts: this.ownReceipts(), digests: this.digests() } : undefined;
    },
    loader: ({ params, abortSignal }) => proveLedger(params, (done) => this.progress.set(done), abortSignal),
  });

  protected async take(files: readonly File[]): Promise<void> {
    for (const given of await Promise.all(files.map(recognize)))
      if (given.kind === 'ledger') this.ledger.set(given);
      else if (given.kind === 'digest') this.digests.update((all) => [...all, given.digest]);
      else this.files.update((all) => [...all, given.receipts]);
  }

  protected addReceipt(receipt: Receipt): void {
    this.typed.update((all) => [...all, receipt]);
  }

  protected startOver(): void {
    this.ledger.set(null);
    this.digests.set([]);
    this.typed.set([]);
    this.files.set([]);
  }

  protected downloadReceipts(kept: ReceiptsFile): void {
    saveFile(new Blob([JSON.stringify(kept, null, 2)], { type: 'application/json' }), 'singularity-receipts.json');
  }

  /** Those that were typed, and of files and of this browser those that are this ledger's. */
  private ownReceipts(): readonly Receipt[] {
    const kept = this.kept();
    const own = [...this.files(), ...(kept ? [kept] : [])].filter(({ userId }) => this.isOfLedger(userId));
    const all = [...this.typed(), ...own.flatMap(({ items }) => items)];
    return [...new Map(all.map((receipt) => [`${receipt.version}:${receipt.hash}`, receipt])).values()];
  }

  private isOfLedger(userId: string): boolean {
    return userId === (this.ledger()?.userId ?? userId);
  }
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : plural(count, what);
}
