import { TOOLS } from '#src/schema/migration.ts';
import { ANNOTATIONS } from '#src/schema/render/to-annotations.ts';

export type Command = 'schema' | 'lint' | 'verify-journal';

const TOOL = `  --tool NAME           ${TOOLS.slice(0, -1).join(', ')} or ${TOOLS.at(-1)}; told from the files without it`;
const ENGINE = `  --engine URL          a PostgreSQL server for the scratch database: a database and a role are created there and dropped again.
                        Without it the PostgreSQL that comes with this program, or an embedded one, which have not every extension`;

export const USAGE: Readonly<Record<Command | 'switchback', string>> = {
  switchback: `switchback: would the old code run on today's schema?

  switchback schema --from REF --to REF     the verdict on two commits of a clone
  switchback schema --history DIR           each migration of a folder
  switchback lint [--base REF] [DIR]        whether the migrations on disk break the code that is out there
  switchback verify-journal [INCIDENT]      whether the record of each incident is as it was written
  switchback COMMAND --help                 the options of one of them
  switchback --version
`,
  schema: `switchback schema --from REF --to REF [--repo DIR] [--dir FOLDER] [--tool NAME] [--database-env NAME] [--engine URL] [--json]
  The verdict on going back: would the code of --from run on the schema that the migrations of --to make?

  --from REF            the code to go back to: a commit, a branch or a tag
  --to REF              the code whose migrations the database has
  --repo DIR            a clone, or a folder in one; the current folder without it
  --dir FOLDER          of the migrations, from the top of the clone; found without it
${TOOL}
  --database-env NAME   the environment variable that holds the URL of the live database, for a role that only reads
${ENGINE}
  --json                the whole report, as one JSON object

switchback schema --history DIR [--tool NAME] [--engine URL] [--json]
  Each migration of a folder, with the schema before it as what the old code was written for. With --json one JSON object a line.

Exit code 0: there is a verdict, whatever it is. 2: nothing could be judged, and standard error says why.
`,
  'verify-journal': `switchback verify-journal [INCIDENT] [--anchor HASH] [--json]
  Whether the journal of an incident, or of each, is as it was written. Changes nothing; the bot may run beside it.

  --anchor HASH         of the closing message: found in the journal unless somebody sealed it anew
  --json                one JSON object a line

The store is named by SWITCHBACK_STORE or DATABASE_URL, the key by SWITCHBACK_JOURNAL_KEY, as for the bot.
Exit code 0: every journal can be believed. 1: one cannot. 2: nothing could be verified, and standard error says why.
`,
  lint: `switchback lint [--base REF] [DIR] [--tool NAME] [--format text|json|sarif|${ANNOTATIONS.format}] [--signed-off-by NAME]… [--engine URL]
  Whether the migrations on disk would break the code that is out there. DIR is a folder of a clone; the current folder without it.

  --base REF            what the change is for, such as origin/main: only migrations that it lacks are judged, together.
                        Without it every migration is, each by the schema before it
${TOOL}
  --format NAME         text, json, sarif (2.1.0) or ${ANNOTATIONS.format} (workflow commands). --json and --sarif are short for two of them.
                        Inside ${ANNOTATIONS.readIn} text brings annotations too
  --signed-off-by NAME  a reviewer who approved the change: accepts what is marked as breaking. May be given several times
${ENGINE}

Exit code 0: nothing breaks the code that is out there, or a reviewer accepted that it does. 1: something does, or it cannot be told, or a marker is
wrong. 2: nothing could be judged, and standard error says why.
`,
};
