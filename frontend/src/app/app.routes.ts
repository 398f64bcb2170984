import type { Routes } from '@angular/router';
import { onlyNow } from './ledger/only-now.guard';
import { signedIn } from './session/signed-in.guard';
import { keepInput } from './session/keep-input';
import { invite } from './sign-in/invite';

const sheet = { outlet: 'sheet', canActivate: [signedIn, onlyNow], canDeactivate: [keepInput] };

export const routes: Routes = [
  {
    path: 'login',
    title: 'Sign in · Singularity',
    resolve: { invite },
    loadComponent: async () => (await import('./sign-in/sign-in-page')).SignInPage,
  },
  {
    path: 'verify',
    title: 'Verify a ledger · Singularity',
    loadComponent: async () => (await import('./verify/verify-page')).VerifyPage,
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: async () => (await import('./shell/shell')).Shell,
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Dashboard · Singularity',
        data: { filtered: true, past: true },
        loadComponent: async () => (await import('./dashboard/dashboard-page')).DashboardPage,
      },
      {
        path: 'trades',
        title: 'Trades · Singularity',
        data: { filtered: true, past: true },
        loadComponent: async () => (await import('./trades/list/trades-page')).TradesPage,
      },
      {
        path: 'trades/:id',
        title: 'Trade · Singularity',
        data: { past: true },
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./trades/detail/trade-page')).TradePage,
      },
      {
        path: 'days/:day',
        title: 'Day · Singularity',
        data: { filtered: true, ofOneDay: true, past: true },
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./days/day-page')).DayPage,
      },
      {
        path: 'accounts',
        title: 'Accounts · Singularity',
        data: { past: true },
        loadComponent: async () => (await import('./accounts/accounts-page')).AccountsPage,
      },
      {
        path: 'import',
        title: 'Import · Singularity',
        loadComponent: async () => (await import('./imports/imports-page')).ImportsPage,
      },
      {
        path: 'import/:id',
        title: 'Import · Singularity',
        loadComponent: async () => (await import('./imports/import-page')).ImportPage,
      },
      {
        path: 'connections',
        title: 'Connections · Singularity',
        loadComponent: async () => (await import('./connections/connections-page')).ConnectionsPage,
      },
      {
        path: 'connections/add',
        title: 'Connect a broker · Singularity',
        loadComponent: async () => (await import('./connections/broker-choice-page')).BrokerChoicePage,
      },
      {
        path: 'connections/add/:broker',
        title: 'Connect a broker · Singularity',
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./connections/connect-page')).ConnectPage,
      },
      {
        path: 'connections/:id',
        title: 'Connection · Singularity',
        loadComponent: async () => (await import('./connections/connection-page')).ConnectionPage,
      },
      {
        path: 'connections/:id/accounts',
        title: 'Accounts to sync · Singularity',
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./connections/mapping-page')).MappingPage,
      },
      {
        path: 'history',
        title: 'History · Singularity',
        data: { filtered: true, ofChanges: true },
        loadComponent: async () => (await import('./history/history-page')).HistoryPage,
      },
      {
        path: 'compare',
        title: 'Compare · Singularity',
        loadComponent: async () => (await import('./compare/compare-page')).ComparePage,
      },
      {
        path: 'reports/realized',
        title: 'Realized P&L · Singularity',
        loadComponent: async () => (await import('./reports/realized-page')).RealizedPage,
      },
      {
        path: 'settings',
        title: 'Settings · Singularity',
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./settings/settings-page')).SettingsPage,
      },
      {
        path: 'settings/webhooks/:id',
        title: 'Webhook · Singularity',
        loadComponent: async () => (await import('./settings/webhook-page')).WebhookPage,
      },
    ],
  },
  {
    ...sheet,
    path: 'add-trade',
    loadComponent: async () => (await import('./trades/form/add-trade-sheet')).AddTradeSheet,
  },
  {
    ...sheet,
    path: 'edit-trade/:id',
    loadComponent: async () => (await import('./trades/form/edit-trade-sheet')).EditTradeSheet,
  },
  {
    ...sheet,
    path: 'close-trade/:id',
    loadComponent: async () => (await import('./trades/form/close-trade-sheet')).CloseTradeSheet,
  },
  {
    ...sheet,
    path: 'add-account',
    loadComponent: async () => (await import('./accounts/account-sheet')).AccountSheet,
  },
  {
    ...sheet,
    path: 'edit-account/:id',
    loadComponent: async () => (await import('./accounts/account-sheet')).AccountSheet,
  },
  {
    ...sheet,
    path: 'deposit/:id',
    data: { reason: 'deposit' },
    loadComponent: async () => (await import('./accounts/transfer-sheet')).TransferSheet,
  },
  {
    ...sheet,
    path: 'withdraw/:id',
    data: { reason: 'withdrawal' },
    loadComponent: async () => (await import('./accounts/transfer-sheet')).TransferSheet,
  },
  {
    ...sheet,
    path: 'update-balance/:id',
    loadComponent: async () => (await import('./accounts/balance-sheet')).BalanceSheet,
  },
  {
    ...sheet,
    path: 'account-history/:id',
    loadComponent: async () => (await import('./accounts/account-history-sheet')).AccountHistorySheet,
  },
  {
    ...sheet,
    path: 'rename-connection/:id',
    loadComponent: async () => (await import('./connections/rename-sheet')).RenameSheet,
  },
  {
    ...sheet,
    path: 'replace-key/:id',
    loadComponent: async () => (await import('./connections/replace-key-sheet')).ReplaceKeySheet,
  },
  {
    path: 'explain/:figure',
    outlet: 'sheet',
    canActivate: [signedIn],
    loadComponent: async () => (await import('./explain/explain-sheet')).ExplainSheet,
  },
  { path: '**', redirectTo: '' },
];
