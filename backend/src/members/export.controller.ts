import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { RequestUser } from '../auth/session/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { ApiFile } from '../http/api-docs.js';
import { OneAtATime } from '../http/one-at-a-time.js';
import { takeTime } from '../runtime/request-context.js';
import { sendZip } from '../http/zip.js';
import type { FileInZip } from '../http/zip.js';
import { EXPORT_PARTS } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import type { Snapshot } from '../past/snapshot.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';

@ApiTags('export')
@Controller('api/user/export.zip')
export class ExportController {
  private readonly packing = new OneAtATime('Your data is already being exported.');

  constructor(
    @Inject(EXPORT_PARTS) private readonly parts: readonly ExportPart[],
    @Inject(LedgerQueryRunner) private readonly queries: LedgerQueryRunner,
  ) {}

  /** All that is the member's own, whichever ledger they look at, as it stands now: JSON, CSV and pictures in one file. */
  @Get()
  @ApiFile('application/zip')
  download(@CurrentUser() { memberId }: RequestUser, @Res() response: Response): Promise<void> {
    return this.packing.run(memberId, async () => {
      takeTime();
      await sendZip(response, 'singularity-export.zip', this.filesOf(await this.queries.snapshot(memberId)));
    });
  }

  private async *filesOf(snapshot: Snapshot): AsyncIterable<FileInZip> {
    yield { name: 'README.txt', content: readmeOf(snapshot, this.parts) };
    for (const part of this.parts) yield* part.files(snapshot);
  }
}

function readmeOf({ head, takenAt }: Snapshot, parts: readonly ExportPart[]): string {
  const width = Math.max(...parts.map(({ name }) => name.length)) + 2;
  return [
    'Your Singularity journal',
    '',
    `All that is yours, as it stood on ${takenAt}, after entry ${head.version} of your ledger.`,
    '',
    ...parts.map(({ name, about }) => name.padEnd(width) + about),
    '',
    'Numbers are exact, with a point and without separators; times are UTC. CSV files are UTF-8 with commas; a text that',
    'a spreadsheet would take for a formula has an apostrophe before it. The JSON files have every text as it was written.',
    '',
  ].join('\n');
}
