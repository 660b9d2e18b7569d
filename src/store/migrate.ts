import { sql } from 'kysely';
import { SwitchbackError } from '#domain/errors.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';
import type { Store } from './store.ts';

/** Brings the schema up to date, in one transaction. Safe with several replicas starting at once. */
export async function migrate(store: Store, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  await store.db.transaction().execute(async (tx) => {
    await store.dialect.lockMigrations.execute(tx);
    await sql`create table if not exists migrations (id bigint primary key, name text not null, applied_at bigint not null)`.execute(tx);
    const applied = new Set((await tx.selectFrom('migrations').select('id').execute()).map((row) => row.id));
    refuseNewerSchema(applied, migrations);

    for (const migration of migrations) {
      if (applied.has(migration.id)) continue;
      for (const statement of migration.statements(store.dialect)) await sql.raw(statement).execute(tx);
      await tx.insertInto('migrations').values({ id: migration.id, name: migration.name, applied_at: Date.now() }).execute();
    }
  });
}

function refuseNewerSchema(applied: ReadonlySet<number>, migrations: readonly Migration[]): void {
  const unknown = [...applied].filter((id) => !migrations.some((migration) => migration.id === id));
  if (unknown.length === 0) return;
  throw new SwitchbackError(
    'store_unavailable',
    `The database has migration ${unknown.join(', ')}, which this release does not know, so nothing was read or changed. Start the newer release.`,
  );
}
