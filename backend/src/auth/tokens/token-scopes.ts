import { applyDecorators, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { Request } from 'express';
import type { TokenScope } from '@singularity/contract';
import { SESSION_ONLY } from '../../http/openapi.js';
import { changesSomething } from '../../http/same-origin.js';

const IS_SESSION_ONLY = 'singularity:session-only';
const IS_FOR_IMPORTS = 'singularity:for-imports';

/** Marks what no token may do, whatever its scopes: to make tokens, end sessions, erase the member. */
export const SessionOnly = () => applyDecorators(SetMetadata(IS_SESSION_ONLY, true), ApiExtension(SESSION_ONLY, true));

/** Marks imports, and reads that whoever imports needs. */
export const ForImports = () => SetMetadata(IS_FOR_IMPORTS, true);

/** The scopes that reach a route, each alone; none where no token does. A route that says nothing goes by its method. */
export function scopesFor(reflector: Reflector, context: ExecutionContext): readonly TokenScope[] {
  const isMarked = (mark: string) =>
    reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]) === true;
  if (isMarked(IS_SESSION_ONLY)) return [];
  const isForImports = isMarked(IS_FOR_IMPORTS);
  if (changesSomething(context.switchToHttp().getRequest<Request>())) return [isForImports ? 'import' : 'write'];
  return isForImports ? ['read', 'write', 'import'] : ['read', 'write'];
}
