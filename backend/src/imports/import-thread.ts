import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Piscina } from 'piscina';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import type { Ask, FillSpan, ImportTask, NextSteps, Synced, SyncPreview } from './import-work.js';
import type { ImportOptions } from './import-options.js';
import type { ImportPreview, PackedFile } from './imports.table.js';
import { oneThread } from '../runtime/one-thread.js';

/** Where the other thread's program is. */
export const IMPORT_PROGRAM = Symbol('import program');

const IDLE_MS = 60_000;
/** Of the largest files that are taken, most of it the text and its rows. */
const MOST_MEMORY_MB = 1_024;

/** Opens files in a thread of its own, so that the largest of them holds up nobody else. One that needs too much fails alone. */
@Injectable()
export class ImportThread implements OnApplicationShutdown {
  private readonly logger = new Logger(ImportThread.name);
  private readonly pool: Piscina<ImportTask, ImportPreview | SyncPreview | NextSteps | FillSpan>;

  constructor(@Inject(CONFIG) { database }: Pick<Config, 'database'>, @Inject(IMPORT_PROGRAM) program: URL) {
    this.pool = oneThread({ program: program, data: { database }, idleMs: IDLE_MS, mostMb: MOST_MEMORY_MB });
    this.pool.on('error', (error) => this.logger.error(error));
  }

  async preview(userId: string, importId: string, options: ImportOptions): Promise<ImportPreview> {
    return (await this.pool.run({ kind: 'preview', userId, importId, options })) as ImportPreview;
  }

  async sync(userId: string, synced: Synced): Promise<SyncPreview> {
    return (await this.pool.run({ kind: 'sync', userId, ...synced })) as SyncPreview;
  }

  async spanOf(files: readonly PackedFile[]): Promise<FillSpan> {
    return (await this.pool.run({ kind: 'span', files })) as FillSpan;
  }

  async next(userId: string, importId: string, ask: Ask): Promise<NextSteps> {
    return (await this.pool.run({ kind: 'next', userId, importId, ...ask })) as NextSteps;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }
}
