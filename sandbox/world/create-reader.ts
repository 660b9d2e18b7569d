import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';

const DOCUMENTED = new URL('../../docs/database.md', import.meta.url);

/** Creates, with the SQL that docs/database.md tells people, the role that the bot reads the demo app's database with. Returns its address. */
export async function createReader(url: string): Promise<string> {
  const { username, pathname } = new URL(url);
  const password = randomBytes(16).toString('hex');
  const documented = [...readFileSync(DOCUMENTED, 'utf8').matchAll(/^```sql\n(?<sql>.*?)^```/gms)].map(
    ({ groups }) => groups?.['sql'] ?? '',
  );
  const sql = documented
    .join('')
    .replace('a long random one', password)
    .replace('database shop', `database ${pathname.slice(1)}`)
    .replace('role app', `role ${username}`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A ground carries one world after the other.
    const { rowCount } = await client.query("select from pg_roles where rolname = 'switchback'");
    if (rowCount !== 0) await client.query('drop owned by switchback; drop role switchback');
    await client.query(sql);
    await client.query('grant usage on schema drizzle to switchback; grant select on all tables in schema drizzle to switchback');
  } finally {
    await client.end();
  }
  const reader = new URL(url);
  [reader.username, reader.password] = ['switchback', password];
  return reader.href;
}
