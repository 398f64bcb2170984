export const SYSTEM_STATES = ['healthy', 'degraded', 'error', 'not configured'] as const;
export type SystemState = (typeof SYSTEM_STATES)[number];
