import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { loadDatabaseConfig } from './config.js';
import { DeadLetters } from './consumers/dead-letters.js';
import type { Wanted } from './consumers/dead-letters.js';

const USAGE = `npm run dead-letters                         shows the events that consumers could not take
npm run dead-letters -- --replay             has the app take them again, the oldest first
npm run dead-letters -- --consumer <name>    of one consumer only
npm run dead-letters -- --user <id>          of one member only, by their id here`;

/** Shows dead letters, or has them taken again by whichever process of the app runs. */
async function run({ replay, ...wanted }: Wanted & { readonly replay: boolean }): Promise<void> {
  const tool = { module: class DeadLettersTool {}, imports: AppModule.archive(loadDatabaseConfig()) };
  const app = await NestFactory.createApplicationContext(tool, { logger: ['fatal', 'error', 'warn'] });
  try {
    const deadLetters = app.get(DeadLetters);
    const letters = await deadLetters.list(wanted);
    for (const letter of letters) {
      const { consumer, userId, version, since } = letter;
      const isReplayed = replay && (await deadLetters.replay(letter));
      say(
        `${consumer}: version ${version} of ${userId}, ${since.toISOString()}${isReplayed ? ', is taken again' : ''}`,
      );
    }
    say(letters.length === 0 ? 'There are none.' : `Dead letters: ${letters.length}.`);
  } finally {
    await app.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        replay: { type: 'boolean', default: false },
        consumer: { type: 'string' },
        user: { type: 'string' },
      },
    });
    return values;
  } catch {
    return null;
  }
}

const options = readOptions();
try {
  if (options) await run(options);
  else process.stderr.write(`${USAGE}\n`);
  process.exitCode = options ? 0 : 2;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
