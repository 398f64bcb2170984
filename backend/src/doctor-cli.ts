import { examine, textOf } from './doctor/examine.js';

const findings = await examine();
process.stdout.write(textOf(findings));
process.exitCode = findings.some(({ state }) => state === 'wrong') ? 1 : 0;
