import type * as requests from './wire/connection-requests.js';
import type { Sent } from './wire/sent.js';

export type {
  AddedConnectionView as AddedConnectionAnswer,
  AgreementView as Agreement,
  BrokerBalanceView as BrokerBalance,
  BrokersView as BrokersAnswer,
  BrokerView as BrokerAnswer,
  ConnectionAccountView as ConnectionAccount,
  ConnectionCommandView as ConnectionCommandAnswer,
  ConnectionsView as ConnectionsAnswer,
  ConnectionView as ConnectionAnswer,
  ConsentView as ConsentAnswer,
  CredentialFieldView as CredentialField,
  DifferenceView as Difference,
  RunImportView as RunImport,
  RunView as RunAnswer,
} from './wire/connection-answers.js';

export type AddConnectionRequest = Sent<requests.AddConnectionBody>;
export type EditConnectionRequest = Sent<requests.EditConnectionBody>;
