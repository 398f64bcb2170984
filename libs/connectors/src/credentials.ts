/** What a broker gave the member to sign requests with, by the names of `CredentialField`; and what a connector keeps beside it. */
export type Credentials = Readonly<Record<string, string>>;
