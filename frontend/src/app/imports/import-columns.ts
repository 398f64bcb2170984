import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { ImportAnswer, ImportMapping } from '@singularity/contract';
import { ASSET_TYPES, same } from '@singularity/domain';
import { FormSubmission } from '../http/form-submission';
import { sentenceOf } from '../http/problem';
import { Field, FieldControl } from '../ui/field';
import { ASSET_TYPE_LABELS } from '../ui/format/labels';
import { MultiSelect } from '../ui/multi-select';
import { Segmented } from '../ui/segmented';
import { COLUMN_LABELS, draftOf, fieldsOf, problemsOf, readMapping } from './columns-draft';
import type { ColumnField, ColumnsDraft } from './columns-draft';
import { ImportsApi } from './imports-api';

const ROWS = [
  { value: 'fills', label: 'One fill' },
  { value: 'pairs', label: 'Entry and exit' },
];

/** What the columns of a file mean that no reader knows, or is not to read. Kept for the next file like it. */
@Component({
  selector: 'app-import-columns',
  imports: [Field, FieldControl, FormField, FormRoot, MatButton, MultiSelect, Segmented],
  templateUrl: './import-columns.html',
  styleUrl: './import-columns.scss',
  host: { class: 'card', role: 'region', 'aria-labelledby': 'import-columns' },
})
export class ImportColumns {
  readonly preview = input.required<ImportAnswer>();
  readonly changed = output<ImportAnswer>();

  private readonly api = inject(ImportsApi);
  protected readonly rows = ROWS;
  protected readonly labels = COLUMN_LABELS;

  protected readonly file = computed(() => this.preview().files.find(({ table }) => table !== null));
  /** A reader that knows a file comes first. */
  protected readonly kept = computed(() =>
    this.file()?.recognisedAs === null
      ? 'The next file with these columns is read the same way.'
      : 'Kept for when you read a file with these columns this way again.',
  );
  protected readonly columns = computed(() => this.file()?.table?.columns ?? []);
  /** One answer is for all files of an import: those with other columns cannot be read with it. */
  protected readonly others = computed(() =>
    this.preview()
      .files.filter(({ table }) => table !== null && !same(table.columns, this.columns()))
      .map(({ name }) => name)
      .join(', '),
  );
  protected readonly columnChoices = computed(() => this.columns().map((value) => ({ value, label: value })));
  protected readonly sample = computed(() => this.file()?.table?.rows.slice(0, 3) ?? []);
  protected readonly assetTypes = ASSET_TYPES.map((type) => ({ value: `is:${type}`, label: ASSET_TYPE_LABELS[type] }));
  private readonly known = computed<ImportMapping | null>(() => this.preview().mapping, { equal: same });
  private readonly draft = linkedSignal<ColumnsDraft>(() => draftOf(this.known()));
  private readonly submission = new FormSubmission<ColumnsDraft>(problemsOf, () => this.save());
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  protected readonly fields = computed(() => fieldsOf(this.draft()));
  protected readonly problem = computed(() => {
    const problem = this.submission.problem();
    return problem && sentenceOf(problem);
  });

  protected columnOf(field: ColumnField) {
    return this.form.mapping[field];
  }

  private async save(): Promise<void> {
    const mapping = readMapping(this.draft());
    const request = { ...mapping, buy: [...mapping.buy], sell: [...mapping.sell], fees: [...mapping.fees] };
    this.changed.emit(await this.api.edit(this.preview(), { mapping: request }));
  }
}
