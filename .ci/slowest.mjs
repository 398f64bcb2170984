// The slowest specs of the last run of all tests, from the reports that the runs have left.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SHOWN = 10;

const report = (name) => JSON.parse(readFileSync(new URL(`../.cache/tests/${name}.json`, import.meta.url), 'utf8'));
const root = fileURLToPath(new URL('..', import.meta.url));

function* ofVitest(name) {
  for (const { name: path, startTime, endTime } of report(name).testResults)
    yield { path: path.replace(root, ''), ms: endTime - startTime };
}

function ofPlaywright(name) {
  const took = ({ specs = [], suites = [] }) =>
    specs
      .flatMap(({ tests }) => tests.flatMap(({ results }) => results))
      .reduce((sum, { duration }) => sum + duration, 0) + suites.reduce((sum, suite) => sum + took(suite), 0);
  return report(name).suites.map((suite) => ({ path: `e2e/${suite.file}`, ms: took(suite) }));
}

const specs = [...ofVitest('node'), ...ofVitest('frontend'), ...ofPlaywright('journeys')];
console.log(`The slowest of ${specs.length} specs:`);
for (const { path, ms } of specs.toSorted((one, other) => other.ms - one.ms).slice(0, SHOWN))
  console.log(`${(ms / 1_000).toFixed(1).padStart(8)} s  ${path}`);
