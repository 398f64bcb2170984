import { Component, computed, input } from '@angular/core';
import type { DigestFinding } from '@singularity/domain';
import { digestLabel, receiptLabel, verdictLabel } from '@singularity/domain';
import { Icon } from '../ui/icon';
import type { Proof } from './ledger-proof';
import { formatCount } from '../ui/format/money';

/** What a finding makes of the ledger: a digest that is no good says nothing against it, and nothing for it. */
type Weight = 'whole' | 'unproven' | 'broken';

interface Line {
  readonly weight: Weight;
  readonly text: string;
  /** The key of a signature, to compare with the one that was noted. */
  readonly key?: string;
}

/** What was found, as a person wants to hear it: whole or broken, and where, and what kept things say. */
@Component({
  selector: 'app-proof-result',
  imports: [Icon],
  template: `
    <h2 [class]="colours[weight()]">
      <app-icon [name]="weight() === 'whole' ? 'check' : 'alert'" />
      {{ headings[weight()] }}
    </h2>
    <p>{{ labels() }}</p>
    @if (lines().length > 0) {
      <ul aria-label="Checked receipts and digests">
        @for (line of lines(); track $index) {
          <li>
            <app-icon [name]="line.weight === 'whole' ? 'check' : 'alert'" [class]="colours[line.weight]" />
            <div>
              {{ line.text }}
              @if (line.key; as key) {
                <p class="faint">
                  Signed with <code>{{ key }}</code>
                </p>
              }
            </div>
          </li>
        }
      </ul>
    } @else if (weight() === 'whole') {
      <p class="soft">
        The chain alone cannot show whether entries were cut off at the end, or the whole ledger was rewritten. Receipts
        and digests that you saved can.
      </p>
    }
    <dl>
      <dt>Entries</dt>
      <dd>{{ proof().verdict.entries }}</dd>
      <dt>{{ proof().verdict.broken ? 'Intact up to' : 'Version' }}</dt>
      <dd>{{ proof().verdict.intact.version }}</dd>
      <dt>Hash</dt>
      <dd>
        <code>{{ proof().verdict.intact.hash }}</code>
      </dd>
      @if (proof().verdict.header; as header) {
        <dt>Member</dt>
        <dd>
          <code>{{ header.userId }}</code>
        </dd>
      }
    </dl>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    h2,
    li {
      display: flex;
      align-items: start;
      gap: var(--space-2);
    }
    h2 app-icon {
      margin-top: 0.125rem;
    }
    .warning {
      color: var(--warning);
    }
    ul {
      display: grid;
      gap: var(--space-2);
    }
    dl {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      gap: var(--space-1) var(--space-4);
      font-size: var(--text-s);
    }
    dt {
      color: var(--text-faint);
    }
    code {
      overflow-wrap: anywhere;
      font-family: ui-monospace, monospace;
      font-size: var(--text-xs);
    }
  `,
})
export class ProofResult {
  readonly proof = input.required<Proof>();
  /** Whether there are receipts that belong to another ledger. */
  readonly othersReceipts = input(false);

  protected readonly headings: Record<Weight, string> = {
    whole: 'Verified: no changes found',
    unproven: 'No changes found, but not everything could be checked',
    broken: 'Verification failed',
  };
  protected readonly colours: Record<Weight, string> = { whole: 'profit', unproven: 'warning', broken: 'loss' };
  protected readonly labels = computed(() => verdictLabel(this.proof().verdict));
  protected readonly lines = computed<readonly Line[]>(() => [
    ...receiptLines(this.proof().verdict.receipts),
    ...(this.othersReceipts() ? [OTHERS] : []),
    ...this.proof().digests.map(({ file, finding }) => ({
      weight: weightOf(finding),
      text: digestLabel(file, finding),
      key: file.publicKey,
    })),
  ]);
  protected readonly weight = computed<Weight>(() => {
    const weights = this.lines().map(({ weight }) => weight);
    if (this.proof().verdict.broken || weights.includes('broken')) return 'broken';
    return weights.includes('unproven') ? 'unproven' : 'whole';
  });
}

const OTHERS: Line = { weight: 'unproven', text: 'Some receipts belong to another member’s ledger.' };

function weightOf(finding: DigestFinding): Weight {
  if (finding === 'contained') return 'whole';
  return ['contradicted', 'beyond', 'unreached'].includes(finding) ? 'broken' : 'unproven';
}

/** A single one is told as it is; of many, only those that are not there. */
function receiptLines(receipts: Proof['verdict']['receipts']): readonly Line[] {
  const missing = receipts.filter(({ finding }) => finding !== 'contained');
  const contained = receipts.length - missing.length;
  const many: Line = {
    weight: 'whole',
    text: `All ${formatCount(contained)} receipts match.`,
  };
  if (receipts.length > 1 && missing.length === 0) return [many];
  const told = receipts.length > 1 ? missing : receipts;
  return told.map((receipt) => ({
    weight: weightOf(receipt.finding),
    text: receiptLabel(receipt, receipt.finding),
  }));
}
