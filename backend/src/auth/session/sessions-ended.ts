/** Announced when sessions of a member were ended. Whoever serves one for long looks whether it is still there. */
export class SessionsEnded {
  constructor(readonly memberId: string) {}
}
