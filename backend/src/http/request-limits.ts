/** In what time a request must arrive; in milliseconds and bytes. */
export const REQUEST_LIMITS = {
  /** Its line and headers. */
  headersMs: 10_000,
  /** A body may take so long, and a second more for so many bytes of it that have come: 128 kbit/s are enough. */
  bodyMs: 15_000,
  bodyBytesPerSecond: 16_000,
  /** All of it, whatever is done with it: what the largest picture takes at that pace, after a minute of waiting. */
  requestMs: 405_000,
  /** How often is looked for what is late. */
  checkMs: 1_000,
} as const;
