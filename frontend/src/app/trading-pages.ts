// What is open most of the day, in one file: a file for each page was a hundred requests more at a first visit.
export { DashboardPage } from './dashboard/dashboard-page';
export { TradesPage } from './trades/list/trades-page';
export { TradePage } from './trades/detail/trade-page';
export { DayPage } from './days/day-page';
