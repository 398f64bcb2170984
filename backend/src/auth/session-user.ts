/** Who is signed in: what the session keeps under `passport.user`. */
export interface SessionUser {
  readonly discordId: string;
  readonly dbUserId: string;
  readonly username: string;
  /** Address of a picture. */
  readonly avatar: string;
  /** The member's epoch at sign-in; the session is over once the member's own is another. */
  readonly epoch: number;
  /** The absolute end, ISO 8601. */
  readonly expiresAt: string;
}

declare module 'express-session' {
  interface SessionData {
    passport: { user: SessionUser };
  }
}
