/** Announced when a member has come in: the role is theirs, now or again. */
export class MemberAdmitted {
  constructor(readonly userId: string) {}
}
