import { ChoiceField, IdField, IntegerParameter } from './fields.js';

/** GET /api/user/reports/realized */
export class RealizedQuery {
  @IntegerParameter(1970, 2099) year!: number;
  @IdField({ optional: true }) accountId?: string;
  @ChoiceField(['csv', 'json'], { optional: true, description: 'Left out, what Accept asks for.' })
  format?: 'csv' | 'json';
}
