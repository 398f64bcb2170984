import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StatusAnswer, SystemState } from '@singularity/contract';
import { RevocationSafeguard } from '../auth/role/revocation-safeguard.js';
import { ProxyHeader } from '../auth/sign-in/https.guard.js';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { REPLACED, SameDatabase } from '../database/same-database.js';
import { ProjectionUpgrade } from '../event-store/projection-upgrade.js';
import { Clock, sayDifference } from '../runtime/clock.js';
import { fetchText } from '../runtime/fetch-text.js';
import { TtlCache } from '../runtime/ttl-cache.js';
import { Tradier } from '../market/tradier.js';

const DATABASE_TIMEOUT_MS = 2_000;
const DISCORD_TIMEOUT_MS = 2_000;
const READ_ONLY = 'The database takes no changes at the moment; what is there can be read.';
const NO_HEADER = 'Nobody can sign in: the proxy in front of the app must send “X-Forwarded-Proto: https”.';
const BRAKED = {
  denied: 'Unusually many members would have lost their role: denials are not believed for the time being.',
  'token-dead': 'Discord does not take the tokens of unusually many members: they sign in anew within an hour.',
};

/** How all is, for whoever asks: `/api/status` and the metrics say the same. */
type Standing = Pick<StatusAnswer, 'overall' | 'systems' | 'reasons' | 'projections'>;

/** What the app stands on, and how it does. Checks are shared by all who ask within a moment: anybody may ask. */
@Injectable()
export class Systems {
  @Inject(Clock) private readonly clock!: Clock;
  @Inject(ProjectionUpgrade) private readonly projectionUpgrade!: ProjectionUpgrade;
  @Inject(ProxyHeader) private readonly header!: ProxyHeader;
  @Inject(SameDatabase) private readonly same!: SameDatabase;
  private readonly databaseMemory = new TtlCache<SystemState>({ lifeMs: 1_000, most: 1 });
  private readonly safeguardMemory = new TtlCache<string | null>({ lifeMs: 1_000, most: 1 });
  private readonly discordMemory = new TtlCache<SystemState>({ lifeMs: 30_000, most: 1 });

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'discord'>,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RevocationSafeguard) private readonly safeguard: RevocationSafeguard,
    @Inject(Tradier) private readonly tradier: Tradier,
  ) {}

  async look(): Promise<Standing> {
    const [database, answers, held] = await Promise.all([
      this.databaseMemory.get('', () => this.checkDatabase().catch(() => 'error')),
      this.discordMemory.get('', () => stateOf(this.checkDiscord())),
      this.safeguardMemory.get('', () => this.checkSafeguard()),
    ]);
    const discord = held !== null && answers === 'healthy' ? 'degraded' : answers;
    const { aheadMs } = this.clock;
    const reasons = {
      ...(held !== null && { discord: held }),
      ...(database === 'degraded' && { database: this.whyNoChanges() }),
      ...(aheadMs !== 0 && { clock: `${sayDifference(aheadMs)} Nothing is recorded until they agree.` }),
      ...(this.header.isMissing && { https: NO_HEADER }),
    };
    const https = this.header.isMissing ? 'degraded' : 'healthy';
    const clock = aheadMs === 0 ? 'healthy' : 'error';
    const projections = this.projectionUpgrade.standing();
    // Being behind passes by itself; having failed does not.
    const rows = projections.failed > 0 ? 'degraded' : 'healthy';
    const systems = { database, discord, market: this.tradier.state(), clock, https, projections: rows } as const;
    return { overall: overallOf(systems), systems, reasons, projections };
  }

  private whyNoChanges(): string {
    return this.same.isReplaced ? REPLACED : READ_ONLY;
  }

  private async checkDatabase(): Promise<SystemState> {
    return Promise.race([this.askDatabase(), setTimeout(DATABASE_TIMEOUT_MS, 'error' as const, { ref: false })]);
  }

  private async askDatabase(): Promise<SystemState> {
    const [answer] = await this.dataSource.query<{ takesChanges: boolean }[]>(
      `SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AS "takesChanges"`,
    );
    return answer?.takesChanges && !this.same.isReplaced ? 'healthy' : 'degraded';
  }

  /** What cannot be counted holds nobody up: that the database is away is told already. */
  private async checkSafeguard(): Promise<string | null> {
    const counted = this.safeguard.areOn().then(
      (on) => (on.denied && BRAKED.denied) || (on['token-dead'] && BRAKED['token-dead']) || null,
      () => null,
    );
    return Promise.race([counted, setTimeout(DATABASE_TIMEOUT_MS, null, { ref: false })]);
  }

  /** Its one endpoint that asks for no token. Any answer but a failure will do: it is there. */
  private async checkDiscord(): Promise<boolean> {
    const { status } = await fetchText(`${this.config.discord.baseUrl}/api/v10/gateway`, {}, DISCORD_TIMEOUT_MS);
    return status < 500 && status !== 429;
  }
}

function overallOf(systems: StatusAnswer['systems']): StatusAnswer['overall'] {
  if (systems.database === 'error') return 'error';
  return Object.values(systems).some((state) => state === 'error' || state === 'degraded') ? 'degraded' : 'healthy';
}

async function stateOf(check: Promise<boolean>): Promise<SystemState> {
  return (await check.catch(() => false)) ? 'healthy' : 'error';
}
