// Writes docs/openapi.json, the API as the routes and classes of the built server describe it; with --check it compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { format, resolveConfig } from 'prettier';

const built = (path) => import(new URL(`dist/${path}`, import.meta.url));
const { AppModule } = await built('app.module.js');
const { documentOf } = await built('http/openapi.js');

const file = new URL('../docs/openapi.json', import.meta.url);
// Nothing is instantiated, so there is nothing to configure and no database to reach.
const app = await NestFactory.create(AppModule.with({}), { preview: true, logger: false });
const document = await format(JSON.stringify(documentOf(app)), { ...(await resolveConfig(file)), parser: 'json' });

if (!process.argv.includes('--check')) writeFileSync(file, document);
else if (readFileSync(file, 'utf8') === document) console.log('✓ docs/openapi.json is what the server serves.');
else {
  console.error('✗ docs/openapi.json is not what the server serves. Please run: npm run openapi');
  process.exitCode = 1;
}
