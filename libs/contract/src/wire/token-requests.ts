import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { TOKEN_LIMITS, TOKEN_SCOPES } from '../plain/tokens.js';
import type { TokenScope } from '../plain/tokens.js';
import { InstantField, TextField, WhereGiven } from './fields.js';

function ScopesField() {
  return applyDecorators(
    ApiProperty({ enum: TOKEN_SCOPES, isArray: true, minItems: 1, uniqueItems: true }),
    IsArray({ message: 'Enter a list of scopes.' }),
    ArrayMinSize(1, { message: 'Choose at least one scope.' }),
    ArrayUnique({ message: 'List each scope once.' }),
    IsIn(TOKEN_SCOPES, { each: true, message: `Choose from ${TOKEN_SCOPES.join(', ')}.` }),
  );
}

/** POST /api/user/tokens. */
export class MakeTokenBody {
  @TextField(TOKEN_LIMITS.name) name!: string;
  @ScopesField() scopes!: readonly TokenScope[];
  @WhereGiven()
  @InstantField({ optional: true, description: 'When it ends; left out, it never does.' })
  expiresAt?: string;
}
