import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { FieldProblemView, ProblemView } from '@singularity/contract/wire';

/** Where people read the API, and where programs do. */
export const API_DOCS = { page: 'api/docs', document: 'api/openapi.json' } as const;

/**
 * Publishes the OpenAPI document, made from the routes and classes that serve. It takes a second to make, so the first
 * who asks for it waits, and not every start.
 */
export function publishApi(app: INestApplication): void {
  const options = { jsonDocumentUrl: API_DOCS.document, raw: ['json' as const] };
  SwaggerModule.setup(API_DOCS.page, app, () => documentOf(app), options);
}

const BY_SESSION = 'A browser that is signed in. Writes also send the cookie XSRF-TOKEN back as X-XSRF-TOKEN.';
const BY_TOKEN = 'An access token of the member, made in the settings. It reaches what its scopes allow.';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** On an operation that only a browser's session reaches. */
export const SESSION_ONLY = 'x-session-only';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The document itself. Of the app nothing but its routes is asked, so one in preview mode will do. */
export function documentOf(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Singularity')
      .setDescription(
        'Trade journal and portfolio. Decimals are texts; times are ISO 8601 in UTC; errors are RFC 9457. Every answer names its request in X-Request-Id.',
      )
      .setVersion('1')
      .addCookieAuth('sid', { type: 'apiKey', in: 'cookie', description: BY_SESSION }, 'session')
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: BY_TOKEN }, 'token')
      .build(),
    { extraModels: [ProblemView, FieldProblemView] },
  );
  for (const path of Object.values(document.paths))
    for (const method of METHODS) if (path[method]) secure(path[method]);
  return document;
}

/** Says how one authenticates: what can answer 401 wants it. */
function secure(operation: Operation): void {
  if (!operation.responses['401']) return;
  const isSessionOnly = (operation as { readonly [SESSION_ONLY]?: unknown })[SESSION_ONLY] === true;
  operation.security = [{ session: [] }, ...(isSessionOnly ? [] : [{ token: [] }])];
}
