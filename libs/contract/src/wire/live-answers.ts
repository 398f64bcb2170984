import { ApiProperty } from '@nestjs/swagger';
import { Count, OrNull } from './answer-fields.js';
import { StreamView } from './history-answers.js';

export class ChangedStreamView extends StreamView {}

/** GET /api/user/live: each message says where the member's ledger ends now, and what has changed since the one before. */
export class LiveMessageView {
  @Count({ description: 'The version of the ledger; also the id of the message.' }) readonly version!: number;
  @ApiProperty({
    ...OrNull,
    type: [ChangedStreamView],
    description: 'What changed since the version that the client knew; null where that is not known, or too much.',
  })
  readonly streams!: readonly ChangedStreamView[] | null;
}
