import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AppModule } from '@singularity/backend/app.module.js';
import { Tenants } from '@singularity/backend/database/tenants.js';
import { Replay } from '@singularity/backend/event-store/replay.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { fillLedger } from './bench-ledger.js';
import { startBenchWorld } from './bench-world.js';
import type { BenchWorld } from './bench-world.js';

/** A world in which the two demo members with the role have a short ledger and a long one, for benches of the front. */
export async function startFrontWorld(short: number, long: number): Promise<BenchWorld> {
  const world = await startBenchWorld(10);
  const archive = { module: class FrontBench {}, imports: AppModule.archive({ database: world.database }) };
  const app = await NestFactory.createApplicationContext(archive, { logger: ['error', 'warn'] });
  for (const [discordId, trades] of [
    [DEMO_IDS.one, short],
    [DEMO_IDS.two, long],
  ] as const) {
    const userId = randomUUID();
    await app
      .get(DataSource)
      .query('INSERT INTO identity (discord_id, user_id, created_at) VALUES ($1, $2, now())', [discordId, userId]);
    await fillLedger(app.get(Tenants), userId, trades);
    await app.get(Replay).rebuild(userId);
  }
  await app.close();
  return world;
}
