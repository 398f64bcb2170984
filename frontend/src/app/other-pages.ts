// Whatever else opens in the frame of the app, in one file.
export { AccountsPage } from './accounts/accounts-page';
export { ImportsPage } from './imports/imports-page';
export { ImportPage } from './imports/import-page';
export { ConnectionsPage } from './connections/connections-page';
export { BrokerChoicePage } from './connections/broker-choice-page';
export { ConnectPage } from './connections/connect-page';
export { ConnectionPage } from './connections/connection-page';
export { MappingPage } from './connections/mapping-page';
export { HistoryPage } from './history/history-page';
export { ComparePage } from './compare/compare-page';
export { RealizedPage } from './reports/realized-page';
export { SettingsPage } from './settings/settings-page';
export { WebhookPage } from './settings/webhook-page';
