import { inject } from '@angular/core';
import type { CompareAnswer, CompareQuery, LedgerDifference } from '@singularity/contract';
import { LedgerHead } from '../session/ledger-head';
import { PagedResource } from '../http/paged-resource';
import { CompareApi } from './compare-api';

/**
 * What became of the ledger between two moments, with a list of differences that grows as one asks for more. Where it
 * goes up to now, it is read again after every change; where `query` gives nothing, nothing is compared. For field
 * initializers.
 */
export class Comparison extends PagedResource<CompareQuery, LedgerDifference, CompareAnswer> {
  constructor(query: () => CompareQuery | undefined) {
    const [api, head] = [inject(CompareApi), inject(LedgerHead)];
    const endsNow = (asked: CompareQuery | undefined) =>
      asked?.toVersion === undefined && asked?.toMoment === undefined;
    super({
      query,
      version: () => endsNow(query()) && head.version(),
      subject: query,
      // Later pages are of the same two versions, whatever has been recorded since.
      load: (asked, { params, first }) =>
        api.compare({ ...(first ? { fromVersion: first.fromVersion, toVersion: first.toVersion } : asked), ...params }),
      key: ({ stream }) => `${stream.type} ${stream.id}`,
      pageSize: 50,
    });
  }
}
