import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { StorageAnswer } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import { StorageQuota } from '../event-store/storage-quota.js';
import { readStoredBytes } from '../event-store/storage.table.js';
import { StorageView } from '@singularity/contract/wire';
import { ApiAnswer } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';

@ApiTags('settings')
@Controller('api/user/storage')
export class StorageController {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(StorageQuota) private readonly quota: StorageQuota,
  ) {}

  /** How much is stored of the ledger that is shown, and how much may be. */
  @Get()
  @ApiAnswer(StorageView)
  async read(@MemberId() userId: string): Promise<StorageAnswer> {
    return { ...(await this.tenants.readTenant(userId, readStoredBytes)), quotaBytes: this.quota.bytes };
  }
}
