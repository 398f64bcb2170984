import { Inject } from '@nestjs/common';
import { EventsHandler } from '@nestjs/cqrs';
import type { IEventHandler } from '@nestjs/cqrs';
import { SessionsEnded } from '../auth/session/sessions-ended.js';
import { BesideChanged } from '../event-store/beside-changed.js';
import { LedgerAdvanced } from '../event-store/ledger-advanced.js';
import { LedgerNotifier } from './ledger-notifier.js';

@EventsHandler(LedgerAdvanced)
export class LedgerAdvancedHandler implements IEventHandler<LedgerAdvanced> {
  constructor(@Inject(LedgerNotifier) private readonly notifier: LedgerNotifier) {}

  handle({ userId, version }: LedgerAdvanced): Promise<void> {
    return this.notifier.send({ ledger: userId, version });
  }
}

@EventsHandler(BesideChanged)
export class BesideChangedHandler implements IEventHandler<BesideChanged> {
  constructor(@Inject(LedgerNotifier) private readonly notifier: LedgerNotifier) {}

  handle({ userId, stream }: BesideChanged): Promise<void> {
    return this.notifier.send({ beside: userId, stream });
  }
}

@EventsHandler(SessionsEnded)
export class SessionsEndedHandler implements IEventHandler<SessionsEnded> {
  constructor(@Inject(LedgerNotifier) private readonly notifier: LedgerNotifier) {}

  handle({ memberId }: SessionsEnded): Promise<void> {
    return this.notifier.send({ member: memberId });
  }
}
