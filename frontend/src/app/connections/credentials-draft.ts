import { CONNECTION_LIMITS } from '@singularity/contract';
import type { BrokerAnswer, CredentialField } from '@singularity/contract';
import type { Problem } from '@singularity/domain';

/** What opens a broker's account, as it is typed. It is kept nowhere but in the form. */
export interface CredentialsDraft {
  credentials: Record<string, string>;
  /** Whether the member agrees to what the broker may say about it. */
  agreed: boolean;
}

export interface ConnectDraft extends CredentialsDraft {
  label: string;
}

export function emptyCredentials(fields: readonly CredentialField[]): CredentialsDraft {
  return { credentials: Object.fromEntries(fields.map(({ name }) => [name, ''])), agreed: false };
}

export function credentialProblems({ fields, warning }: BrokerAnswer, draft: CredentialsDraft): readonly Problem[] {
  return [
    ...fields.flatMap(({ name, label, optional = false }) => {
      const field = `credentials.${name}`;
      const typed = (draft.credentials[name] ?? '').trim();
      if (typed === '' && optional) return [];
      if (typed === '') return [{ field, message: `Enter the ${inSentence(label)}.` }];
      const most = CONNECTION_LIMITS.credential;
      return typed.length > most ? [{ field, message: `At most ${most.toLocaleString('en')} characters.` }] : [];
    }),
    ...(warning !== null && !draft.agreed ? [{ field: 'agreed', message: 'Confirm this first.' }] : []),
  ];
}

export function labelProblems(label: string): readonly Problem[] {
  if (label.trim() === '') return [{ field: 'label', message: 'Enter a name.' }];
  const most = CONNECTION_LIMITS.label;
  return label.trim().length > most ? [{ field: 'label', message: `At most ${most} characters.` }] : [];
}

/** `API key` stays, `Access token` becomes `access token`. */
function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
