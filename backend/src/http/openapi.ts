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

/** The document itself. Of the app nothing but its routes is asked, so one in preview mode will do. */
export function documentOf(app: INestApplication): OpenAPIObject {
  return SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Singularity')
      .setDescription(
        'Trade journal and portfolio. Decimals are texts; times are ISO 8601 in UTC; errors are RFC 9457. Every answer names its request in X-Request-Id.',
      )
      .setVersion('1')
      .addCookieAuth('sid')
      .build(),
    { extraModels: [ProblemView, FieldProblemView] },
  );
}
