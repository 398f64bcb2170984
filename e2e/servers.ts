const FIRST_PORT = Number(process.env['E2E_PORT'] ?? 4280);

/**
 * One server for each worker, with a database and a Discord of its own; each takes the two ports after its own, too. Journeys
 * wait for pages and disks: on a small machine of two cores, two of them leave a fifth of the time unused.
 */
export const PORTS: readonly number[] = [FIRST_PORT, FIRST_PORT + 3, FIRST_PORT + 6];

export function addressOf(port: number): string {
  return `http://localhost:${port}`;
}

/** Of the worker that asks; the first one's before there are workers. */
export function ownAddress(): string {
  return addressOf(PORTS[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)] as number);
}

/** The brokers of that server: a stand-in, which takes orders below `/admin`. */
export function ownBrokers(): string {
  const { hostname, port } = new URL(ownAddress());
  return `http://${hostname}:${Number(port) + 2}`;
}
