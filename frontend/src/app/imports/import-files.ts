import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { READ_AS_RECOGNISED } from '@singularity/contract';
import type { ImportFile } from '@singularity/contract';
import { formatByteSize } from '../ui/format/byte-size';
import { plural } from '../ui/format/figure-labels';
import { Icon } from '../ui/icon';

/** The files of an import, each with what it was recognised as, or why it cannot be read, and how else it could be. */
@Component({
  selector: 'app-import-files',
  imports: [Icon],
  templateUrl: './import-files.html',
  styleUrl: './import-files.scss',
  host: { class: 'card' },
})
export class ImportFiles {
  readonly files = input.required<readonly ImportFile[]>();
  /** Whether it can still be said how they are read. */
  readonly changeable = input(false);
  /** How each of them is to be read. */
  readonly readAs = output<string[]>();

  /** As it was chosen, until the answer is there. */
  private readonly chosen = linkedSignal<readonly string[]>(() => this.files().map(({ readAs }) => readAs));
  protected readonly heading = computed(() => plural(this.files().length, 'file'));
  protected readonly lines = computed(() =>
    this.files().map((file, place) => ({
      name: file.name,
      size: formatByteSize(file.bytes),
      kind: [file.label, plural(file.rows, 'fill')].filter(Boolean).join(' · '),
      problem: file.problem ?? (file.table && file.rows === 0 ? lackOf(file) : null),
      choices: this.changeable() ? choicesOf(file, this.chosen()[place] ?? file.readAs) : [],
    })),
  );

  protected choose(place: number, way: string): void {
    const before = this.chosen();
    this.chosen.set(before.map((each, index) => (index === place ? way : each)));
    this.readAs.emit([...this.chosen()]);
  }
}

function lackOf({ recognisedAs }: ImportFile): string {
  return recognisedAs === null ? 'No known export: say what its columns mean.' : 'Say what its columns mean.';
}

/** None where there is nothing to choose from. */
function choicesOf({ choices, recognisedAs }: ImportFile, chosen: string) {
  if (choices.length < 2) return [];
  const current = chosen === READ_AS_RECOGNISED ? recognisedAs : chosen;
  return choices.map(({ readAs, label }) => ({
    way: readAs === recognisedAs ? READ_AS_RECOGNISED : readAs,
    label: readAs === recognisedAs ? `${label} (recognized)` : label,
    current: readAs === current,
  }));
}
