// What is open most of the day, in one file: with one for each page, a first visit asked for twice as many.
export { DashboardPage } from './dashboard/dashboard-page';
export { TradesPage } from './trades/list/trades-page';
export { TradePage } from './trades/detail/trade-page';
export { DayPage } from './days/day-page';
