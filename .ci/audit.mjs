// Known faults of what production is made of. A finding fails; a registry that does not answer is said and does not,
// because what is built does not become worse by it, and a gate that is red for others' reasons is soon passed by.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const report = parsed(stdout);

if (report?.auditReportVersion === undefined) {
  console.warn(`! NOT AUDITED: the registry gave no advisories (${report?.message ?? 'no answer'}).`);
} else {
  const serious = Object.values(report.vulnerabilities).filter(({ severity }) => /^(high|critical)$/.test(severity));
  for (const { name, severity, range } of serious) console.error(`✗ ${severity}: ${name} ${range}`);
  if (serious.length === 0) console.log('✓ No high or critical advisory for production.');
  process.exitCode = serious.length > 0 ? 1 : 0;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
