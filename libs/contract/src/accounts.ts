import type { AddAccountBody, EditAccountBody, UpdateBalanceBody } from './wire/account-requests.js';
import type { Sent } from './wire/sent.js';

export type {
  AccountCommandView as AccountCommandAnswer,
  AccountView as AccountAnswer,
} from './wire/account-answers.js';

export type AddAccountRequest = Sent<AddAccountBody>;
export type EditAccountRequest = Sent<EditAccountBody>;
export type UpdateBalanceRequest = Sent<UpdateBalanceBody>;
