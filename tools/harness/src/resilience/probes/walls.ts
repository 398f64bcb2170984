import type { Cluster } from '../cluster.js';
import type { Target } from './target.js';
import { ROUTES } from './route-table.js';
import type { Retelling } from './statement-wire.js';

/** The second of the two walls; the first are the conditions of the statements. */
export async function dropRowSecurity(sql: Cluster['sql']): Promise<void> {
  const tables = await sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of tables)
    await sql(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`);
}

/** Who is who: no tenant tables, found without knowing the member, with conditions for their only wall. */
const WHO_IS_WHO = /\b(identity|session)\b/;
/** What lets a member in. Without it, nothing that comes after would be asked. */
const ADMISSION = /\b(identity|session|access_grant|app_user)\b/;
const CONDITION = /(?<!\w)((?:\w+|"\w+")\.)?"?user_id"? = \$(\d+)/g;

/** No statement on a tenant table says any more whose rows it wants. */
export const withoutConditions: Partial<Retelling> = {
  statement: (sql) => (WHO_IS_WHO.test(sql) ? sql : sql.replace(CONDITION, '$$$2::uuid IS NOT NULL')),
};

/**
 * A place where statements are mistaken: what is looked for may be missing and what is written refused, and whoever signs
 * out cannot sign in again.
 */
export function amongMistakes(target: Target): Target {
  return { ...target, routes: target.routes.filter((name) => !ROUTES[name]?.leaves), mayFail: true };
}

/** Whoever asks, statements name the member, in transactions that are still of the one who asks. */
export function mistakenFor({ member, visitors }: Pick<Target, 'member' | 'visitors'>): Partial<Retelling> {
  const asking = visitors.flatMap(({ userId }) => userId ?? []);
  const [other = ''] = member.userIds;
  return {
    parameters: (values, sql) =>
      ADMISSION.test(sql) ? values : asking.reduce((said, id) => said.replaceAll(id, other), values),
  };
}
