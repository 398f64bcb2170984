import { Members1763900000001 } from './1763900000001-members.js';
import { Ledger1763900000002 } from './1763900000002-ledger.js';
import { ReadModels1763900000003 } from './1763900000003-read-models.js';
import { BesideTheLedger1763900000011 } from './1763900000011-beside-the-ledger.js';
import { Screenshots1763900000012 } from './1763900000012-screenshots.js';
import { ProjectionVersion1763900000020 } from './1763900000020-projection-version.js';
import { SetupStats1763900000021 } from './1763900000021-setup-stats.js';
import { Digests1763900000030 } from './1763900000030-digests.js';
import { History1763900000040 } from './1763900000040-history.js';
import { FirstStop1763900000041 } from './1763900000041-first-stop.js';
import { RoleAnswers1763900000060 } from './1763900000060-role-answers.js';
import { Erasures1763900000070 } from './1763900000070-erasures.js';
import { TradeFillfactor1763900000100 } from './1763900000100-trade-fillfactor.js';
import { StoredBytes1763900000101 } from './1763900000101-stored-bytes.js';
import { TextsByCodePoint1763900000120 } from './1763900000120-texts-by-code-point.js';
import { BucketSettings1763900000130 } from './1763900000130-bucket-settings.js';
import { DigestForm1763900000121 } from './1763900000121-digest-form.js';
import { DeadTokens1763900000122 } from './1763900000122-dead-tokens.js';
import { TradingDay1763900000140 } from './1763900000140-trading-day.js';
import { DayNotes1763900000141 } from './1763900000141-day-notes.js';
import { ExecutionAt1763900000142 } from './1763900000142-execution-at.js';
import { RealizationsOfTrades1763900000150 } from './1763900000150-realizations-of-trades.js';
import { CoarserBuckets1763900000160 } from './1763900000160-coarser-buckets.js';
import { TradesByTag1763900000170 } from './1763900000170-trades-by-tag.js';
import { OrdersOfTrades1763900000171 } from './1763900000171-orders-of-trades.js';
import { MonthUnderWay1763900000180 } from './1763900000180-month-under-way.js';
import { SumsByKey1763900000190 } from './1763900000190-sums-by-key.js';
import { Imports1763900000200 } from './1763900000200-imports.js';
import { AccessTokens1763900000210 } from './1763900000210-access-tokens.js';
import { TagKey1763900000220 } from './1763900000220-tag-key.js';
import { Connections1763900000230 } from './1763900000230-connections.js';
import { Consent1763900000240 } from './1763900000240-consent.js';
import { Consumers1763900000270 } from './1763900000270-consumers.js';
import { Webhooks1763900000271 } from './1763900000271-webhooks.js';
import { RateCounts1763900000280 } from './1763900000280-rate-counts.js';
import { VoidedFills1763900000225 } from './1763900000225-voided-fills.js';
import { FromBroker1763900000226 } from './1763900000226-from-broker.js';

export const migrations = [
  Members1763900000001,
  Ledger1763900000002,
  ReadModels1763900000003,
  BesideTheLedger1763900000011,
  Screenshots1763900000012,
  ProjectionVersion1763900000020,
  SetupStats1763900000021,
  Digests1763900000030,
  History1763900000040,
  FirstStop1763900000041,
  RoleAnswers1763900000060,
  Erasures1763900000070,
  TradeFillfactor1763900000100,
  StoredBytes1763900000101,
  TextsByCodePoint1763900000120,
  BucketSettings1763900000130,
  DigestForm1763900000121,
  DeadTokens1763900000122,
  TradingDay1763900000140,
  DayNotes1763900000141,
  ExecutionAt1763900000142,
  RealizationsOfTrades1763900000150,
  CoarserBuckets1763900000160,
  TradesByTag1763900000170,
  OrdersOfTrades1763900000171,
  MonthUnderWay1763900000180,
  SumsByKey1763900000190,
  Imports1763900000200,
  AccessTokens1763900000210,
  TagKey1763900000220,
  Connections1763900000230,
  VoidedFills1763900000225,
  FromBroker1763900000226,
  Consent1763900000240,
  Consumers1763900000270,
  Webhooks1763900000271,
  RateCounts1763900000280,
];
