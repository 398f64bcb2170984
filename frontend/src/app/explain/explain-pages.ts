import { HttpClient } from '@angular/common/http';
import { computed, inject } from '@angular/core';
import type { ContributionAnswer, ExplainAnswer, ExplainSummary } from '@singularity/contract';
import { Filter } from '../filter/filter';
import { PagedResource } from '../http/paged-resource';
import { TimeTravel } from '../ledger/time-travel';

export type Explained = ExplainAnswer & ExplainSummary;

interface FigureAsked {
  readonly figure: string;
  readonly currency: string;
}

/** What a figure is made of, under the filter of the page: its trades come page by page. For field initializers. */
export class ExplainPages extends PagedResource<FigureAsked, ContributionAnswer, ExplainAnswer> {
  /** Undefined until there is one to what is asked now. */
  readonly answer = computed<Explained | undefined>(() => {
    const answer = this.first();
    return answer?.summary ? { ...answer, ...answer.summary } : undefined;
  });

  constructor(asked: () => FigureAsked) {
    const [http, filter, travel] = [inject(HttpClient), inject(Filter), inject(TimeTravel)];
    super({
      query: () => ({ ...filter.params(), ...asked(), ...travel.asked() }),
      version: travel.stand,
      subject: computed(() => JSON.stringify([asked(), travel.asked()])),
      load: (query, { params }) =>
        http.get<ExplainAnswer>('/api/user/stats/explain', { params: { ...query, ...params } }),
      key: ({ id }) => id,
      pageSize: 50,
    });
  }
}
