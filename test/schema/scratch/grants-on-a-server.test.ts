import { expect, test } from 'vitest';
import type { Catalogue } from '#src/schema/catalogue/catalogue.ts';
import { readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import { withIdentityOf } from '#src/schema/catalogue/with-identity-of.ts';
import { diffCatalogues } from '#src/schema/diff/diff-catalogues.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';
import { POSTGRES_BINARIES, startPostgres } from '#test/support/postgres.ts';

const GRANTS =
  'create table parcels (id integer); grant select on parcels to public; grant all on parcels to current_user; grant select (id) on parcels to current_user';

test.skipIf(POSTGRES_BINARIES === null)(
  'two scratch databases on a server differ in the name of their role, and in nothing that was granted',
  async () => {
    const server = await startPostgres();
    try {
      const engine = await server.createSchema();
      const [one, other] = [await granted(engine), await granted(engine)];
      expect(diffCatalogues(one, withIdentityOf(one, other))).toEqual([]);
      expect(one.relations.map(({ grants }) => grants)).toEqual([[{ role: 'public', privilege: 'SELECT', column: null }]]);
    } finally {
      await server.stop();
    }
  },
);

async function granted(engine: string): Promise<Catalogue> {
  const scratch = await openScratch({ engine, wallMs: 60_000, memoryMb: 1_024, extensions: [] });
  try {
    expect(await scratch.run(GRANTS)).toMatchObject({ kind: 'ok' });
    const read = await readCatalogue(scratch);
    if (read.kind === 'not read') throw new Error(read.why);
    return read.catalogue;
  } finally {
    await scratch.close();
  }
}
