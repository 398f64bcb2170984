import 'reflect-metadata';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { addPerson, openArchive } from './archive.js';
import { startBenchWorld } from './bench-world.js';
import type { BenchWorld } from './bench-world.js';

/** A world in which the two demo members with the role have a short ledger and a long one, for benches of the front. */
export async function startFrontWorld(short: number, long: number): Promise<BenchWorld> {
  const world = await startBenchWorld(10);
  const archive = await openArchive(world);
  await addPerson(archive, DEMO_IDS.one, short);
  await addPerson(archive, DEMO_IDS.two, long);
  await archive.close();
  return world;
}
