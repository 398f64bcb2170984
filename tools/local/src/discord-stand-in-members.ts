/** One person of the stand-in: a Discord account and, unless `roles` is null, a place in the server. */
export interface DemoMember {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly string[] | null;
}

export const DEMO_IDS = {
  one: '1180451290417209344',
  two: '1180451290417209345',
  withoutRole: '1180451290417209346',
  outside: '1180451290417209347',
} as const;

const OTHER_ROLE = '1180451290417209999';

export class DemoMembers {
  private readonly byId: Map<string, DemoMember>;

  constructor(roleId: string) {
    const people: DemoMember[] = [
      { id: DEMO_IDS.one, username: 'demo.one', displayName: 'Demo Member One', roles: [OTHER_ROLE, roleId] },
      { id: DEMO_IDS.two, username: 'demo.two', displayName: 'Demo Member Two', roles: [roleId] },
      {
        id: DEMO_IDS.withoutRole,
        username: 'demo.without.role',
        displayName: 'Demo Member Without Role',
        roles: [OTHER_ROLE],
      },
      { id: DEMO_IDS.outside, username: 'demo.outsider', displayName: 'Demo Outsider', roles: null },
    ];
    this.byId = new Map(people.map((person) => [person.id, person]));
  }

  all(): DemoMember[] {
    return [...this.byId.values()];
  }

  find(id: string): DemoMember | undefined {
    return this.byId.get(id);
  }

  /** `null` takes the member out of the server. */
  setRoles(id: string, roles: readonly string[] | null): void {
    const member = this.byId.get(id);
    if (!member) throw new RangeError(`There is no demo member ${id}.`);
    this.byId.set(id, { ...member, roles });
  }
}

/** In words, whether the door opens to them. */
export function standing({ roles }: DemoMember, roleId: string): string {
  if (!roles) return 'Not in the server';
  return roles.includes(roleId) ? 'In the server, with the role' : 'In the server, without the role';
}

export function userObject(member: DemoMember) {
  return {
    id: member.id,
    username: member.username,
    global_name: member.displayName,
    discriminator: '0',
    avatar: null,
    banner: null,
    accent_color: null,
    flags: 0,
    public_flags: 0,
    locale: 'en-GB',
    mfa_enabled: false,
    premium_type: 0,
  };
}

export function memberObject(member: DemoMember, roles: readonly string[]) {
  return {
    user: userObject(member),
    nick: null,
    avatar: null,
    banner: null,
    roles,
    joined_at: '2024-01-15T12:00:00.000000+00:00',
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}
