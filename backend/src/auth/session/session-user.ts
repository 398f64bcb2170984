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

/** Who asks: `memberId` is the member, `dbUserId` the ledger that they look at, which is their own or their demo. */
export interface RequestUser extends SessionUser {
  readonly memberId: string;
}

/** What is on record of a member's access. Ages are in seconds, by the database's clock. */
export interface Standing {
  readonly epoch: number;
  readonly status: 'granted' | 'denied';
  readonly secondsSinceCheck: number;
  /** Since Discord last said yes or no. */
  readonly secondsSinceAnswer: number;
  /** Whether there is something to ask Discord with. */
  readonly canAsk: boolean;
}

declare module 'express-session' {
  interface SessionData {
    passport: { user: SessionUser };
    /** What the browser called itself at sign-in, in a few words. */
    device: string;
  }
}
