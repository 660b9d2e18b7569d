import type { FixStep } from '#src/schema/fix/draft.ts';
import type { FindingCode } from '#src/schema/finding.ts';

/** One change that breaks old code, and statements of both versions of the code that show it. */
export interface FixCase {
  readonly what: string;
  readonly old: string;
  readonly change: string;
  readonly rows?: readonly string[];
  readonly oldCode: readonly string[];
  readonly liveCode: readonly string[];
  readonly dataBack: FixStep['dataBack'];
  /** What cannot be mended without harm to the live code; none for most. */
  readonly hurts?: readonly FindingCode[];
}

const ORDERS = 'CREATE TABLE orders (id serial PRIMARY KEY, buyer text NOT NULL, note text)';

export const FIX_CASES: readonly FixCase[] = [
  {
    what: 'a renamed column',
    old: ORDERS,
    change: 'ALTER TABLE orders RENAME COLUMN buyer TO customer',
    rows: [`INSERT INTO orders (customer) VALUES ('Ada')`],
    oldCode: ['SELECT id, buyer, note FROM orders', `INSERT INTO orders (buyer) VALUES ('Ada')`, `UPDATE orders SET buyer = 'Grace'`],
    liveCode: [
      'SELECT id, customer, note FROM orders',
      `INSERT INTO orders (customer) VALUES ('Ada')`,
      `UPDATE orders SET customer = 'Grace'`,
    ],
    dataBack: 'yes',
  },
  {
    what: 'a renamed column that the old code upserts on',
    old: 'CREATE TABLE users (mail text UNIQUE, name text)',
    change: 'ALTER TABLE users RENAME COLUMN mail TO email',
    oldCode: [`INSERT INTO users (mail) VALUES ('a') ON CONFLICT (mail) DO UPDATE SET name = 'x'`],
    liveCode: [`INSERT INTO users (email) VALUES ('a') ON CONFLICT (email) DO UPDATE SET name = 'x'`],
    dataBack: 'yes',
  },
  {
    what: 'a renamed table',
    old: ORDERS,
    change: 'ALTER TABLE orders RENAME TO purchases',
    rows: [`INSERT INTO purchases (buyer) VALUES ('Ada')`],
    oldCode: [
      'SELECT id, buyer, note FROM orders FOR UPDATE',
      `INSERT INTO orders (buyer) VALUES ('Ada') RETURNING id`,
      `INSERT INTO orders (id, buyer) VALUES (1, 'Ada') ON CONFLICT (id) DO UPDATE SET note = 'again'`,
      `UPDATE orders SET note = 'x'`,
      'DELETE FROM orders',
    ],
    liveCode: ['SELECT id FROM purchases', `INSERT INTO purchases (buyer) VALUES ('Ada')`, 'TRUNCATE purchases'],
    dataBack: 'yes',
  },
  {
    what: 'a renamed table with a new required column, which only shows once the name is back',
    old: ORDERS,
    change: `ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases ADD COLUMN region text NOT NULL`,
    oldCode: ['SELECT id, buyer, note FROM orders', `INSERT INTO orders (buyer) VALUES ('Ada')`],
    liveCode: ['SELECT region FROM purchases', `INSERT INTO purchases (buyer, region) VALUES ('Ada', 'north')`],
    dataBack: 'yes',
  },
  {
    what: 'a dropped table with keys',
    old: `CREATE TABLE people (id serial PRIMARY KEY);
      CREATE TABLE tags (id bigserial PRIMARY KEY, person int NOT NULL REFERENCES people ON DELETE CASCADE, label varchar(20) NOT NULL DEFAULT 'new', UNIQUE (person, label), CHECK (label <> ''))`,
    change: 'DROP TABLE tags',
    rows: ['INSERT INTO people DEFAULT VALUES'],
    oldCode: [
      'SELECT id, person, label FROM tags',
      'INSERT INTO people (id) VALUES (70); INSERT INTO tags (person) VALUES (70) ON CONFLICT (person, label) DO NOTHING',
    ],
    liveCode: ['DELETE FROM people', 'INSERT INTO people DEFAULT VALUES'],
    dataBack: 'no',
  },
  {
    what: 'a dropped column that was a unique key',
    old: 'CREATE TABLE users (id int PRIMARY KEY, mail text UNIQUE)',
    change: 'ALTER TABLE users DROP COLUMN mail',
    rows: ['INSERT INTO users VALUES (1)', 'INSERT INTO users VALUES (2)'],
    oldCode: ['SELECT id, mail FROM users', `INSERT INTO users (id, mail) VALUES (7, 'a') ON CONFLICT (mail) DO NOTHING`],
    liveCode: ['SELECT id FROM users', 'INSERT INTO users (id) VALUES (8)'],
    dataBack: 'no',
  },
  {
    what: 'a dropped serial primary key',
    old: 'CREATE TABLE marks (id serial PRIMARY KEY, label text)',
    change: 'ALTER TABLE marks DROP COLUMN id',
    rows: [`INSERT INTO marks VALUES ('a')`, `INSERT INTO marks VALUES ('b')`],
    oldCode: ['SELECT id FROM marks', `INSERT INTO marks (label) VALUES ('x') RETURNING id`],
    liveCode: [`INSERT INTO marks (label) VALUES ('y')`],
    dataBack: 'no',
  },
  {
    what: 'a new required column',
    old: ORDERS,
    change: 'ALTER TABLE orders ADD COLUMN region text NOT NULL',
    rows: [`INSERT INTO orders (buyer, region) VALUES ('Ada', 'north')`],
    oldCode: [`INSERT INTO orders (buyer) VALUES ('Ada')`],
    liveCode: [`INSERT INTO orders (buyer, region) VALUES ('Ada', 'north')`],
    dataBack: 'yes',
  },
  {
    what: 'a column that became required by way of a check',
    old: ORDERS,
    change:
      'ALTER TABLE orders ADD CONSTRAINT has_note CHECK (note IS NOT NULL) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT has_note; ALTER TABLE orders ALTER COLUMN note SET NOT NULL; ALTER TABLE orders DROP CONSTRAINT has_note',
    oldCode: [`INSERT INTO orders (buyer) VALUES ('Ada')`],
    liveCode: [`INSERT INTO orders (buyer, note) VALUES ('Ada', 'x')`],
    dataBack: 'yes',
  },
  {
    what: 'a default that is gone from a required column',
    old: `CREATE TABLE jobs (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new')`,
    change: 'ALTER TABLE jobs ALTER COLUMN state DROP DEFAULT',
    oldCode: ['INSERT INTO jobs (id) VALUES (1)'],
    liveCode: [`INSERT INTO jobs VALUES (2, 'done')`],
    dataBack: 'yes',
  },
  {
    what: 'a narrowed type',
    old: 'CREATE TABLE notes (body varchar(200))',
    change: 'ALTER TABLE notes ALTER COLUMN body TYPE varchar(10)',
    oldCode: [`INSERT INTO notes VALUES (repeat('x', 150))`],
    liveCode: [`INSERT INTO notes VALUES ('short')`],
    dataBack: 'yes',
  },
  {
    what: 'a changed type, which only goes back at the cost of the live code',
    old: `CREATE TABLE flags (on_since text DEFAULT 'x')`,
    change: `ALTER TABLE flags ALTER COLUMN on_since DROP DEFAULT; ALTER TABLE flags ALTER COLUMN on_since TYPE integer USING 0`,
    oldCode: [`INSERT INTO flags VALUES ('yesterday')`, `SELECT 1 FROM flags WHERE on_since = 'yesterday'`],
    liveCode: ['INSERT INTO flags VALUES (7)'],
    dataBack: 'yes',
    hurts: ['TYPE_CHANGED'],
  },
  {
    what: 'an enum label that is gone',
    old: `CREATE TYPE mood AS ENUM ('calm', 'cross'); CREATE TABLE moods (m mood)`,
    change: `ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('calm'); ALTER TABLE moods ALTER COLUMN m TYPE mood USING m::text::mood; DROP TYPE mood_old`,
    oldCode: [`INSERT INTO moods VALUES ('cross')`],
    liveCode: [`INSERT INTO moods VALUES ('calm')`],
    dataBack: 'no',
  },
  {
    what: 'a renamed enum',
    old: `CREATE TYPE mood AS ENUM ('calm'); CREATE TABLE moods (m mood)`,
    change: 'ALTER TYPE mood RENAME TO feeling',
    oldCode: [`INSERT INTO moods VALUES ('calm'::mood)`],
    liveCode: [`INSERT INTO moods VALUES ('calm'::feeling)`],
    dataBack: 'yes',
  },
  {
    what: 'a new unique constraint',
    old: 'CREATE TABLE seats (room int NOT NULL, person text)',
    change: 'ALTER TABLE seats ADD CONSTRAINT one_each UNIQUE (room)',
    oldCode: [`INSERT INTO seats VALUES (1, 'a'), (1, 'b')`],
    liveCode: [`INSERT INTO seats VALUES (2, 'a')`],
    dataBack: 'yes',
  },
  {
    what: 'a new unique index',
    old: 'CREATE TABLE seats (room int NOT NULL, person text)',
    change: 'CREATE UNIQUE INDEX one_each ON seats (room)',
    oldCode: [`INSERT INTO seats VALUES (1, 'a'), (1, 'b')`],
    liveCode: [`INSERT INTO seats VALUES (2, 'a')`],
    dataBack: 'yes',
  },
  {
    what: 'a new check',
    old: 'CREATE TABLE prices (amount int)',
    change: 'ALTER TABLE prices ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID',
    oldCode: ['INSERT INTO prices VALUES (0)'],
    liveCode: ['INSERT INTO prices VALUES (5)'],
    dataBack: 'yes',
  },
  {
    what: 'a new foreign key',
    old: 'CREATE TABLE people (id int PRIMARY KEY); CREATE TABLE pets (owner int)',
    change: 'ALTER TABLE pets ADD CONSTRAINT has_owner FOREIGN KEY (owner) REFERENCES people',
    oldCode: ['INSERT INTO pets VALUES (99)'],
    liveCode: ['INSERT INTO pets VALUES (NULL)'],
    dataBack: 'yes',
  },
  {
    what: 'a column that became generated',
    old: 'CREATE TABLE sums (a int, b int, total int)',
    change: 'ALTER TABLE sums DROP COLUMN total; ALTER TABLE sums ADD COLUMN total int GENERATED ALWAYS AS (a + b) STORED',
    oldCode: ['INSERT INTO sums (a, b, total) VALUES (1, 2, 3)', 'UPDATE sums SET total = 4'],
    liveCode: ['INSERT INTO sums (a, b) VALUES (1, 2)', 'UPDATE sums SET a = 4'],
    dataBack: 'yes',
  },
  {
    what: 'a column that is always an identity now',
    old: 'CREATE TABLE ids (id int GENERATED BY DEFAULT AS IDENTITY)',
    change: 'ALTER TABLE ids ALTER COLUMN id SET GENERATED ALWAYS',
    oldCode: ['INSERT INTO ids VALUES (1)'],
    liveCode: ['INSERT INTO ids DEFAULT VALUES'],
    dataBack: 'yes',
  },
  {
    what: 'a column that is no longer generated',
    old: 'CREATE TABLE sums (a int, b int, total int GENERATED ALWAYS AS (a + b) STORED)',
    change: 'ALTER TABLE sums ALTER COLUMN total DROP EXPRESSION; ALTER TABLE sums ALTER COLUMN total SET NOT NULL',
    oldCode: ['INSERT INTO sums (a, b) VALUES (1, 2)'],
    liveCode: ['INSERT INTO sums VALUES (1, 2, 3)'],
    dataBack: 'yes',
  },
  {
    what: 'a dropped view',
    old: `${ORDERS}; CREATE VIEW notes WITH (security_barrier = true) AS SELECT id, note FROM orders`,
    change: 'DROP VIEW notes',
    oldCode: ['SELECT id, note FROM notes', `UPDATE notes SET note = 'x'`],
    liveCode: ['SELECT id FROM orders'],
    dataBack: 'yes',
  },
  {
    what: 'a view that lost a column',
    old: `${ORDERS}; CREATE VIEW notes AS SELECT id, note FROM orders`,
    change: 'DROP VIEW notes; CREATE VIEW notes AS SELECT id FROM orders',
    oldCode: ['SELECT note FROM notes'],
    liveCode: ['SELECT id FROM notes'],
    dataBack: 'yes',
  },
  {
    what: 'a view that can no longer be written',
    old: `${ORDERS}; CREATE VIEW notes AS SELECT id, note FROM orders`,
    change: 'CREATE OR REPLACE VIEW notes AS SELECT DISTINCT id, note FROM orders',
    oldCode: [`UPDATE notes SET note = 'x'`],
    liveCode: ['SELECT id, note FROM notes'],
    dataBack: 'yes',
  },
  {
    what: 'a dropped schema with a table',
    old: 'CREATE SCHEMA app; CREATE TABLE app.things (id int PRIMARY KEY)',
    change: 'DROP SCHEMA app CASCADE',
    oldCode: ['SELECT id FROM app.things', 'INSERT INTO app.things VALUES (1)'],
    liveCode: ['SELECT 1'],
    dataBack: 'no',
  },
  {
    what: 'a sequence that a column counted with',
    old: `CREATE SEQUENCE numbers; CREATE TABLE bills (number bigint NOT NULL DEFAULT nextval('numbers'))`,
    change: 'ALTER TABLE bills ALTER COLUMN number DROP DEFAULT; DROP SEQUENCE numbers',
    rows: ['INSERT INTO bills VALUES (41)'],
    oldCode: [`SELECT nextval('numbers')`, 'INSERT INTO bills DEFAULT VALUES'],
    liveCode: ['INSERT INTO bills VALUES (50)'],
    dataBack: 'yes',
  },
  {
    what: 'a tightened domain',
    old: 'CREATE DOMAIN short AS text; CREATE TABLE words (word short)',
    change: 'ALTER DOMAIN short ADD CONSTRAINT few CHECK (length(VALUE) < 5)',
    oldCode: [`INSERT INTO words VALUES ('longer')`],
    liveCode: [`INSERT INTO words VALUES ('ab')`],
    dataBack: 'yes',
  },
  {
    what: 'a dropped domain',
    old: `CREATE DOMAIN short AS text CONSTRAINT few CHECK (length(VALUE) < 5)`,
    change: 'DROP DOMAIN short',
    oldCode: [`SELECT 'ab'::short`],
    liveCode: ['SELECT 1'],
    dataBack: 'yes',
  },
];
