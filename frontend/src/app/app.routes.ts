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
        loadComponent: async () => (await import('./trading-pages')).DashboardPage,
      },
      {
        path: 'trades',
        title: 'Trades · Singularity',
        data: { filtered: true, past: true },
        loadComponent: async () => (await import('./trading-pages')).TradesPage,
      },
      {
        path: 'trades/:id',
        title: 'Trade · Singularity',
        data: { past: true },
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./trading-pages')).TradePage,
      },
      {
        path: 'days/:day',
        title: 'Day · Singularity',
        data: { filtered: true, ofOneDay: true, past: true },
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./trading-pages')).DayPage,
      },
      {
        path: 'accounts',
        title: 'Accounts · Singularity',
        data: { past: true },
        loadComponent: async () => (await import('./other-pages')).AccountsPage,
      },
      {
        path: 'import',
        title: 'Import · Singularity',
        loadComponent: async () => (await import('./other-pages')).ImportsPage,
      },
      {
        path: 'import/:id',
        title: 'Import · Singularity',
        loadComponent: async () => (await import('./other-pages')).ImportPage,
      },
      {
        path: 'connections',
        title: 'Connections · Singularity',
        loadComponent: async () => (await import('./other-pages')).ConnectionsPage,
      },
      {
        path: 'connections/add',
        title: 'Connect a broker · Singularity',
        loadComponent: async () => (await import('./other-pages')).BrokerChoicePage,
      },
      {
        path: 'connections/add/:broker',
        title: 'Connect a broker · Singularity',
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./other-pages')).ConnectPage,
      },
      {
        path: 'connections/:id',
        title: 'Connection · Singularity',
        loadComponent: async () => (await import('./other-pages')).ConnectionPage,
      },
      {
        path: 'connections/:id/accounts',
        title: 'Accounts to sync · Singularity',
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./other-pages')).MappingPage,
      },
      {
        path: 'history',
        title: 'History · Singularity',
        data: { filtered: true, ofChanges: true },
        loadComponent: async () => (await import('./other-pages')).HistoryPage,
      },
      {
        path: 'compare',
        title: 'Compare · Singularity',
        loadComponent: async () => (await import('./other-pages')).ComparePage,
      },
      {
        path: 'reports/realized',
        title: 'Realized P&L · Singularity',
        loadComponent: async () => (await import('./other-pages')).RealizedPage,
      },
      {
        path: 'settings',
        title: 'Settings · Singularity',
        canDeactivate: [keepInput],
        loadComponent: async () => (await import('./other-pages')).SettingsPage,
      },
      {
        path: 'settings/webhooks/:id',
        title: 'Webhook · Singularity',
        loadComponent: async () => (await import('./other-pages')).WebhookPage,
      },
    ],
  },
  {
    ...sheet,
    path: 'add-trade',
    loadComponent: async () => (await import('./sheets')).AddTradeSheet,
  },
  {
    ...sheet,
    path: 'edit-trade/:id',
    loadComponent: async () => (await import('./sheets')).EditTradeSheet,
  },
  {
    ...sheet,
    path: 'close-trade/:id',
    loadComponent: async () => (await import('./sheets')).CloseTradeSheet,
  },
  {
    ...sheet,
    path: 'add-account',
    loadComponent: async () => (await import('./sheets')).AccountSheet,
  },
  {
    ...sheet,
    path: 'edit-account/:id',
    loadComponent: async () => (await import('./sheets')).AccountSheet,
  },
  {
    ...sheet,
    path: 'deposit/:id',
    data: { reason: 'deposit' },
    loadComponent: async () => (await import('./sheets')).TransferSheet,
  },
  {
    ...sheet,
    path: 'withdraw/:id',
    data: { reason: 'withdrawal' },
    loadComponent: async () => (await import('./sheets')).TransferSheet,
  },
  {
    ...sheet,
    path: 'update-balance/:id',
    loadComponent: async () => (await import('./sheets')).BalanceSheet,
  },
  {
    ...sheet,
    path: 'account-history/:id',
    loadComponent: async () => (await import('./sheets')).AccountHistorySheet,
  },
  {
    ...sheet,
    path: 'rename-connection/:id',
    loadComponent: async () => (await import('./sheets')).RenameSheet,
  },
  {
    ...sheet,
    path: 'replace-key/:id',
    loadComponent: async () => (await import('./sheets')).ReplaceKeySheet,
  },
  {
    path: 'explain/:figure',
    outlet: 'sheet',
    canActivate: [signedIn],
    loadComponent: async () => (await import('./sheets')).ExplainSheet,
  },
  { path: '**', redirectTo: '' },
];
