export type {
  AccountBalanceView as AccountBalance,
  ContributionView as ContributionAnswer,
  ExplainSummaryView as ExplainSummary,
  ExplainView as ExplainAnswer,
} from './wire/explanation-answers.js';
