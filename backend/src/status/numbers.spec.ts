import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allMetrics, watchProcess } from '../runtime/metrics.js';

/** What is said elsewhere of the metrics, held against those that there are. */
const ROOT = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const namesIn = (text: string) => [...new Set(text.match(/\b(?:singularity|nodejs|process)_[a-z0-9_]+/g))];

watchProcess();
const metrics = allMetrics.getMetricsAsArray() as readonly { readonly name: string; readonly type: string }[];
/** As Prometheus knows them. */
const series = new Set(
  metrics.flatMap(({ name, type }) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
  ),
);

it.each(['deploy/grafana-dashboard.json', 'deploy/alerts.yml'])('%s asks for nothing that is not there', (file) => {
  const names = namesIn(read(file));
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !series.has(name))).toEqual([]);
});

it('the dashboard shows all of our own', () => {
  const shown = namesIn(read('deploy/grafana-dashboard.json')).map((name) => name.replace(/_bucket$/, ''));
  expect(
    metrics.map(({ name }) => name).filter((name) => name.startsWith('singularity_') && !shown.includes(name)),
  ).toEqual([]);
});

it('the table for operators has all of our own, and no others', () => {
  const rows = [...read('docs/operating.md').matchAll(/^\| `(singularity_\w+)`/gm)].map(([, name]) => name);
  const own = metrics.map(({ name }) => name).filter((name) => name.startsWith('singularity_'));
  expect(rows.sort()).toEqual(own.sort());
});
