import { Injectable, inject } from '@angular/core';
import type { HistoryEntry } from '@singularity/contract';
import { Notices } from '../http/notices';
import { ChangesApi } from './changes-api';
import { Undo, recordOf } from './undo';

/** Takes a whole trade back to one of its versions. */
@Injectable({ providedIn: 'root' })
export class Reverting {
  private readonly api = inject(ChangesApi);
  private readonly notices = inject(Notices);
  private readonly undo = inject(Undo);

  /** Upon its newest change, as far as it is known here. True when it was done. */
  revert({ stream, streamVersion }: HistoryEntry, toStreamVersion: number): Promise<boolean> {
    return this.notices.attempt(async () => {
      const answer = await this.api.revert(stream.id, streamVersion, toStreamVersion);
      const command = `Took ${answer.symbol} back to version ${toStreamVersion}`;
      this.undo.keep(command, recordOf(answer, streamVersion));
    });
  }
}
