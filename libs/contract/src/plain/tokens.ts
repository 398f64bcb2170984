/** What an access token may do: read; read and change; import, and read what is needed for that. */
export const TOKEN_SCOPES = ['read', 'write', 'import'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

export const TOKEN_LIMITS = { name: 60, most: 50 } as const;
