// One test has a thousand requests under way at once, each with two ends in the same process.
const NEEDED = 2_500;

process.report.excludeNetwork = true;
// Node.js has raised its own limit as far as it may. Windows has none.
const { soft } = process.report.getReport().userLimits?.open_files ?? { soft: 'unlimited' };
if (soft !== 'unlimited' && soft < NEEDED) {
  console.error(
    `✗ The tests need ${NEEDED} open files, and ${soft} are allowed here: raise the hard limit (ulimit -Hn).`,
  );
  process.exitCode = 1;
}
