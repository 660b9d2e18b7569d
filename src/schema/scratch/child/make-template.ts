import { writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';

// Runs no SQL of anybody's: the file that it is told to write holds what `initdb` makes.
const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('make-template is told which file to write');
const database = await PGlite.create();
const dump = await database.dumpDataDir('none');
await writeFile(path, Buffer.from(await dump.arrayBuffer()));
process.exit(0);
