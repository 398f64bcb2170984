import { DOCUMENT, Injectable, computed, effect, inject, untracked } from '@angular/core';
import type { LiveMessage } from '@singularity/contract';
import { Attention } from './attention';
import { BesideLedger } from './beside-ledger';
import { Connection } from '../http/connection';
import { LedgerHead } from './ledger-head';
import { Session } from './session';

const LIVE_URL = '/api/user/live';
/** How long to wait before trying again: twice as long after each failure. */
const PAUSE_MS = { first: 1_000, longest: 60_000 } as const;
/** A stream that lasted so long was a good one. */
const GOOD_MS = 30_000;

/**
 * Hears what the member changes in other tabs and on other devices, while they are signed in, connected and looking.
 * It only says how far the ledger has gone: whatever was read before is then read again, as after a change of one's own.
 */
@Injectable({ providedIn: 'root' })
export class Live {
  private readonly session = inject(Session);
  private readonly head = inject(LedgerHead);
  private readonly beside = inject(BesideLedger);
  private readonly connection = inject(Connection);
  private readonly attention = inject(Attention);
  private readonly EventSource = inject(DOCUMENT).defaultView?.EventSource;

  private readonly ledger = computed(() => this.session.member()?.dbUserId);
  private readonly wanted = computed(() => this.connection.online() && this.attention.there());
  /** The ledger whose session was asked for when its pages were first read: what came since is not known. */
  private begun: string | undefined;

  constructor() {
    effect((onCleanup) => {
      const ledger = this.ledger();
      if (ledger === undefined) this.begun = undefined;
      if (ledger === undefined || !this.wanted()) return;
      onCleanup(untracked(() => this.follow(ledger)));
    });
  }

  /** Listens, again and again; gives the way to stop. */
  private follow(ledger: string): () => void {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let stopped = false;

    const listen = () => {
      const openedAt = performance.now();
      source = this.listen(() => {
        failures = performance.now() - openedAt > GOOD_MS ? 0 : failures + 1;
        timer = setTimeout(() => void start(), pauseAfter(failures));
      });
    };
    const start = async () => {
      // Meanwhile the session may have ended, or shows another ledger.
      if (this.begun === ledger && !(await this.session.refresh())) {
        if (!stopped) timer = setTimeout(() => void start(), pauseAfter(++failures));
        return;
      }
      this.begun = ledger;
      if (!stopped) listen();
    };
    void start();
    return () => {
      stopped = true;
      clearTimeout(timer);
      source?.close();
    };
  }

  private listen(ended: () => void): EventSource | undefined {
    if (!this.EventSource) return undefined;
    const source = new this.EventSource(`${LIVE_URL}?since=${this.head.version()}`);
    source.onmessage = ({ data }: MessageEvent<string>) => this.hear(JSON.parse(data) as LiveMessage);
    // A browser comes again by itself, but at once, for ever, and never after a refusal.
    source.onerror = () => {
      source.close();
      ended();
    };
    return source;
  }

  private hear({ version, streams }: LiveMessage): void {
    const isNews = version > this.head.version();
    this.head.advanceTo(version);
    if (streams?.some(({ type }) => type === 'connection')) this.beside.wentOn();
    // Settings are kept with the session, which no page reads again.
    if (streams?.some(({ type }) => type === 'user') ?? isNews) void this.session.refresh();
  }
}

/** By chance, so that the pages of all members do not come back to a server that was away at the same moment. */
function pauseAfter(failures: number): number {
  const longest = Math.min(PAUSE_MS.first * 2 ** (failures - 1), PAUSE_MS.longest);
  return longest * (0.5 + Math.random() / 2);
}
