const LANGUAGES =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|rb|go|rs|java|kts?|scala|groovy|clj|cs|fs|vb|php|exs?|erl|dart|swift|lua|p[lm]|hs|ml|cc|cpp|cr|nim|sql|sqlx|graphql)$/u;
/** Nothing of these runs in production. */
const NOT_OURS =
  /(?:^|\/)(?:node_modules|vendor|third_party|dist|build|\.next|coverage|tests?|__tests__|spec|e2e|testdata|fixtures)\/|[._-](?:test|spec)\.\w+$|\.min\.js$|\.d\.ts$/u;

/** Whether a file may be code that speaks to the database, outside the folder of its migrations. */
export function isSource(path: string, migrations: string): boolean {
  const inMigrations = migrations !== '' && path.startsWith(`${migrations}/`);
  return LANGUAGES.test(path) && !NOT_OURS.test(path) && !inMigrations && !/(?:^|\/)migrations\//u.test(path);
}
