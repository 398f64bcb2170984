export type {
  RealizedCurrencyView as RealizedCurrency,
  RealizedReportView as RealizedReport,
  RealizedRowView as RealizedRow,
  RealizedSumsView as RealizedSums,
} from './wire/report-answers.js';
