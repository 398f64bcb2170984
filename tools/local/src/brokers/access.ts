import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.js';
import type { Broker } from './facts.js';

export interface Member {
  readonly broker: Broker;
  readonly name: string;
  /** By the broker's own names, such as `token`, or `userName` and `apiKey`. */
  readonly credentials: Readonly<Record<string, string>>;
}

interface Grant {
  readonly broker: Broker;
  readonly member: string;
  readonly until: number;
}

/** Who may ask a broker what: the members' lasting credentials, and the tokens that were handed out on them. */
export class Access {
  private readonly known: Member[] = [];
  private readonly revoked = new Set<Member>();
  private readonly grants = new Map<string, Grant>();

  constructor(private readonly clock: Clock) {}

  get members(): readonly Member[] {
    return this.known;
  }

  add(member: Member): void {
    if (this.known.some(({ broker, name }) => broker === member.broker && name === member.name))
      throw new Error(`${member.broker} has a member ${member.name} already.`);
    this.known.push(member);
  }

  /** The member who has all of these credentials, unless they were revoked. */
  memberWith(broker: Broker, credentials: Readonly<Record<string, string | undefined>>): Member | undefined {
    const fits = (member: Member) =>
      Object.entries(credentials).every(([field, value]) => value !== undefined && member.credentials[field] === value);
    return this.known.find((member) => member.broker === broker && !this.revoked.has(member) && fits(member));
  }

  /** Hands out a token. `token` is for brokers whose tokens have a form of their own. */
  issue(broker: Broker, member: string, lifeSeconds: number, token = randomBytes(24).toString('base64url')): string {
    this.grants.set(token, { broker, member, until: this.clock.millis() + lifeSeconds * 1_000 });
    return token;
  }

  /** The member to whom the broker gave this token, while it is good. */
  memberOf(broker: Broker, token: string | undefined): Member | undefined {
    const grant = this.grants.get(token ?? '');
    if (grant?.broker !== broker || grant.until <= this.clock.millis()) return undefined;
    return this.known.find((member) => member.broker === broker && member.name === grant.member);
  }

  /** Ends the tokens that were handed out, of one member or of all. */
  expireTokens(broker: Broker, member?: string): void {
    for (const [token, grant] of this.grants)
      if (grant.broker === broker && (member === undefined || grant.member === member)) this.grants.delete(token);
  }

  /** Ends a member's lasting credentials, and the tokens with them. */
  revoke(broker: Broker, name: string): void {
    this.revoked.add(this.member(broker, name));
    this.expireTokens(broker, name);
  }

  /** From now on this credential has another value. Revoked ones are good again with it. */
  rotate(broker: Broker, name: string, credentials: Readonly<Record<string, string>>): void {
    const member = this.member(broker, name);
    const rotated = { ...member, credentials: { ...member.credentials, ...credentials } };
    this.known[this.known.indexOf(member)] = rotated;
    this.revoked.delete(member);
  }

  private member(broker: Broker, name: string): Member {
    const found = this.known.find((member) => member.broker === broker && member.name === name);
    if (!found) throw new Error(`${broker} has no member ${name}.`);
    return found;
  }
}
