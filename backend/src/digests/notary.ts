import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LedgerKey } from '@singularity/contract';
import { keyIdOf, leafOf, merkleTree, positionOf } from '@singularity/domain';
import type { PositionedLeaf } from '@singularity/domain';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { Tenants } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { NoLedger } from '../database/no-ledger.js';
import { readHead } from '../event-store/events.table.js';
import { sha256 } from '../event-store/hash-chain.js';
import {
  deleteProof,
  hasDigest,
  insertDigest,
  insertProof,
  keepKey,
  readKeys,
  readLedgerIds,
} from './digests.table.js';
import type { DigestProof } from './digests.table.js';
import { publicKeyOf, signatureOf, signingKeyOf } from './signature.js';
import { loggable } from '../runtime/loggable.js';

const ROUND_MS = 60_000;
/** Ledgers that are listed at a time. */
const PORTION = 1_000;
const NIL = '00000000-0000-0000-0000-000000000000';

type Leaf = Omit<DigestProof, 'path'> & PositionedLeaf;

/** The newest form of a digest. */
const FORM = 2;

/**
 * Signs, once on each day in UTC, one root over the heads of all ledgers, and gives every member the way from their own
 * head to it. A day on which nothing ran has no digest: it cannot honestly be made afterwards.
 */
@Injectable()
export class Notary implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Notary.name);
  private readonly key: KeyObject;
  private readonly publicKey: string;
  private readonly keyId: string;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private keyIsKept = false;
  private round: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CONFIG) { digestSeed }: Pick<Config, 'digestSeed'>,
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.key = signingKeyOf(digestSeed);
    this.publicKey = publicKeyOf(this.key);
    this.keyId = keyIdOf(sha256, this.publicKey);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.goRound(), ROUND_MS).unref();
    this.goRound();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.round;
  }

  /** Makes today's digest where there is none yet, and says whether it did. */
  async attest(): Promise<boolean> {
    const day = this.clock.toRecord().slice(0, 10);
    if (await hasDigest(this.database, day)) return false;
    const leaves = await this.readLeaves();
    // Nobody is here yet. Whoever comes today is still in today's digest.
    if (leaves.length === 0) return false;
    return this.sign(day, leaves);
  }

  /** The keys that have ever signed, newest first. */
  async keys(): Promise<readonly LedgerKey[]> {
    // What cannot be kept at the moment is kept before it signs.
    await this.keepOwnKey().catch(() => undefined);
    return (await readKeys(this.database)).map((key) => ({ ...key, current: key.keyId === this.keyId }));
  }

  private goRound(): void {
    this.round = this.round
      .then(() => this.attest())
      .catch((error: unknown) => this.logger.warn(`Today's digest could not be made yet: ${loggable(error)}`));
  }

  /** Every head, each read as its own member. Nobody can tell anything from a leaf without its salt. */
  private async readLeaves(): Promise<readonly Leaf[]> {
    const leaves: Leaf[] = [];
    for (let ids = await this.idsAfter(NIL); ids.length > 0; ids = await this.idsAfter(ids.at(-1) ?? NIL))
      for (const userId of ids) {
        const receipt = await this.headOf(userId);
        if (!receipt) continue;
        const proof = { userId, salt: randomBytes(32).toString('hex'), ...receipt };
        leaves.push({ ...proof, position: positionOf(sha256, userId), leaf: leafOf(sha256, proof.salt, proof) });
      }
    return leaves;
  }

  private idsAfter(userId: string): Promise<readonly string[]> {
    this.refuseWhenStopped();
    return readLedgerIds(this.database, userId, PORTION);
  }

  /** Null for somebody whose first sign-in broke off, or who is being erased. */
  private async headOf(userId: string): Promise<{ version: number; hash: string } | null> {
    try {
      const { version, hash } = await this.tenants.readTenant(userId, readHead);
      return { version, hash };
    } catch (error) {
      if (error instanceof NoLedger) return null;
      throw error;
    }
  }

  /**
   * The proofs go first, under the root that they lead to, and the digest last: whatever breaks off in between, or comes
   * second to another process, has left proofs that no digest takes up.
   */
  private async sign(day: string, leaves: readonly Leaf[]): Promise<boolean> {
    const { root, paths } = merkleTree(sha256, leaves);
    await this.keepOwnKey();
    for (const [leaf, path] of paths) {
      this.refuseWhenStopped();
      await this.tenants.withTenant(leaf.userId, (tx) => insertProof(tx, day, root, { ...leaf, path }));
    }
    const signature = signatureOf(this.key, { digest: FORM, day, root });
    const by = { form: FORM, keyId: this.keyId, signature } as const;
    const made = { ...by, day, root, count: leaves.length, createdAt: this.clock.toRecord() };
    const first = await insertDigest(this.database, made);
    if (!first)
      for (const { userId } of leaves) await this.tenants.withTenant(userId, (tx) => deleteProof(tx, day, root));
    return first;
  }

  private refuseWhenStopped(): void {
    if (this.stopped) throw new Error('the app is being stopped.');
  }

  private async keepOwnKey(): Promise<void> {
    if (this.keyIsKept) return;
    const { keyId, publicKey } = this;
    await keepKey(this.database, { keyId, publicKey, firstUsedAt: this.clock.toRecord() });
    this.keyIsKept = true;
  }
}
