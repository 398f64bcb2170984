import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Config } from '../../config.js';
import { CONFIG } from '../../config.token.js';
import { securityEvent } from '../../runtime/security-events.js';
import { signInFailed } from './sign-in-ended.js';

/** How this process is reached: told to the guard of sign-ins, and asked for by the status. */
@Injectable()
export class ProxyHeader {
  /** Whether the last sign-in came without X-Forwarded-Proto: then no member can sign in until the proxy sends it. */
  isMissing = false;
}

/**
 * Where members come over https, cookies are Secure, and a request that did not come so gets none: a sign-in would begin
 * again and again without a word. So it is refused with the reason. A proxy that ends TLS says so in X-Forwarded-Proto.
 */
@Injectable()
export class HttpsGuard implements CanActivate {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'secure'>,
    @Inject(ProxyHeader) private readonly header: ProxyHeader,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (!this.config.secure) return true;
    const { headers } = context.switchToHttp().getRequest<Request>();
    // Read as express-session reads it, which decides whether the cookie is set.
    const proto = String(headers['x-forwarded-proto'] ?? '');
    this.header.isMissing = proto === '';
    if (proto.split(',')[0]?.trim().toLowerCase() === 'https') return true;
    const why = this.header.isMissing ? 'the proxy sends no X-Forwarded-Proto' : 'it came over http';
    securityEvent('sign-in-failed', `A sign-in came to nothing: ${why}`);
    throw signInFailed('not_https');
  }
}
