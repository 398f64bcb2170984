import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';

interface CommandOptions {
  /** The version that the change was made upon; where another came first, the server refuses with 412. */
  readonly streamVersion?: number;
  /** Makes a repeated request the same request. */
  readonly idempotencyKey?: string;
}

/** Sends commands; rejects with an HttpErrorResponse. */
@Injectable({ providedIn: 'root' })
export class Commands {
  private readonly http = inject(HttpClient);

  send<Answer>(
    method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    body?: unknown,
    { streamVersion, idempotencyKey }: CommandOptions = {},
  ): Promise<Answer> {
    const headers = {
      ...(streamVersion !== undefined && { 'If-Match': `"${streamVersion}"` }),
      ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
    };
    return firstValueFrom(this.http.request<Answer>(method, url, { body, headers }));
  }
}

/** A key for one form: however often it is sent, it is done once. Works without TLS too, where `randomUUID` does not. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
