import { PLATFORMS } from '@singularity/brokers';
import { CONNECTORS } from '@singularity/connectors';
import type { Connector, Credentials } from '@singularity/connectors';
import { CONSENT_PATH } from '@singularity/contract';
import type { BrokerAnswer } from '@singularity/contract';
import type { Problem } from '@singularity/domain';

export function connectorOf(broker: string): Connector | null {
  return CONNECTORS.find((connector) => connector.broker === broker) ?? null;
}

export function brokerName(broker: string): string {
  return broker in PLATFORMS ? PLATFORMS[broker as keyof typeof PLATFORMS] : broker;
}

export function brokerAnswers(publicUrl: string): readonly BrokerAnswer[] {
  return CONNECTORS.map(({ broker, fields, about, prefersOwnMachine, reachDays, completeAt, consent }) => ({
    broker,
    name: brokerName(broker),
    fields: fields.map(({ name, label, hint, secret, optional }) => ({
      ...{ name, label, hint, secret },
      ...(optional && { optional }),
    })),
    ...about,
    prefersOwnMachine,
    reachDays,
    completeAt,
    redirectUri: consent ? redirectUriOf(publicUrl) : null,
  }));
}

/** The address that members register at brokers where they have to agree. */
export function redirectUriOf(publicUrl: string): string {
  return publicUrl + CONSENT_PATH;
}

/** How a connection stands until its member has agreed at the broker; nothing where pasted credentials are enough. */
export function untilConsent({ broker, consent }: Connector) {
  if (!consent) return {};
  const reason = `Agree at ${brokerName(broker)}, and syncing begins.`;
  return { status: 'needs_attention', needs: 'consent', reason, consentDigest: null, nextRunAt: null } as const;
}

/** What is missing of credentials, and what is not asked for. */
export function credentialFaults({ fields }: Connector, credentials: Credentials): readonly Problem[] {
  const names = new Set(fields.map(({ name }) => name));
  return [
    ...fields
      .filter(({ name, optional }) => !optional && !credentials[name]?.trim())
      .map(({ name, label }) => ({ field: `credentials.${name}`, message: `Enter the ${label.toLowerCase()}.` })),
    ...Object.keys(credentials)
      .filter((name) => !names.has(name))
      .map((name) => ({ field: `credentials.${name}`, message: 'This broker does not ask for it.' })),
  ];
}

/** As they were meant: spaces that came along when they were pasted are none of theirs. */
export function trimmed(credentials: Credentials): Credentials {
  return Object.fromEntries(Object.entries(credentials).map(([name, text]) => [name, text.trim()]));
}
