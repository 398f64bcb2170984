/**
 * The version of all read models together. Whoever changes what a projection or an aggregate makes of the same events
 * raises it by one: then every ledger is replayed, on its member's first visit or in the background.
 *
 * 1: settings, accounts, trades and days. 2: setups, and the first stop of each trade. 3: buckets know their last
 * item. 4: realizations have what statistics ask of their trades. 5: buckets of longer stretches. 6: trades by
 * tag. 7: longer stretches without the month under way.
 */
export const PROJECTION_VERSION = 7;
