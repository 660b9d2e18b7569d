import type { Files } from './repository.ts';
import type { Span } from './span.ts';

const VOTES = `create table votes (id serial primary key, topic text not null, voter_id integer not null, weight integer not null default 1);
create unique index votes_topic_voter_id_key on votes (topic, voter_id);
create table polls (id integer primary key, title text not null unique, voter_id integer, topic text);
`;
const DROP: Files = { 'migrations/0002_next.sql': 'drop index votes_topic_voter_id_key;\n' };
const BASE: Files = { 'migrations/0001_base.sql': VOTES };
const DROPPED = ['UNIQUE_DROPPED public.votes/votes_topic_voter_id_key 42P10 migrations/0002_next.sql:1'];
const CAVEAT = { verdict: 'safe with data caveat', finds: DROPPED } as const;
const UNSAFE = { verdict: 'unsafe', finds: DROPPED, says: 'failed there with 42P10' } as const;

const PRISMA: Files = {
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/1_base/migration.sql': VOTES,
  'prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n}
model Vote {\n  id Int @id @default(autoincrement())\n  topic String\n  voterId Int @map("voter_id")\n  weight Int\n  @@unique([topic, voterId])\n  @@map("votes")\n}
model Poll {\n  id Int @id\n  title String @unique\n  voterId Int? @map("voter_id")\n  topic String?\n  @@map("polls")\n}\n`,
};
const PRISMA_DROP: Files = { 'prisma/migrations/2_next/migration.sql': DROP['migrations/0002_next.sql'] ?? '' };
const inPrisma = DROPPED.map((found) => found.replace('migrations/0002_next.sql', 'prisma/migrations/2_next/migration.sql'));

/** What the source files of the code to go back to say. */
export const SPANS_OF_CODE: readonly Span[] = [
  { name: 'a unique is dropped, and there is no code to look for an upsert in', old: BASE, changes: DROP, ...UNSAFE },
  {
    name: 'a unique is dropped, and the code upserts on it',
    old: { ...BASE, 'src/vote.ts': 'db.insert(votes).values(v).onConflictDoUpdate({ target: [votes.topic, votes.voterId], set: {} });\n' },
    changes: DROP,
    ...UNSAFE,
  },
  {
    name: 'a unique is dropped, and the code upserts on another key alone',
    old: { ...BASE, 'src/vote.ts': 'await sql`insert into votes (id, topic, voter_id) values (1, 2, 3) on conflict (id) do nothing`;\n' },
    changes: DROP,
    ...CAVEAT,
  },
  {
    name: 'Prisma: a unique is dropped on which the client upserts',
    old: {
      ...PRISMA,
      'src/vote.ts': 'db.vote.upsert({ where: { topic_voterId: { topic, voterId } }, create: v, update: { weight: 2 } });\n',
    },
    changes: PRISMA_DROP,
    verdict: 'unsafe',
    finds: inPrisma,
  },
  {
    name: 'Prisma: a unique is dropped, and the client upserts by the primary key',
    old: { ...PRISMA, 'src/vote.ts': 'db.vote.upsert({ where: { id }, create: { topic, voterId }, update: { weight: 2 } });\n' },
    changes: PRISMA_DROP,
    verdict: 'safe with data caveat',
    finds: inPrisma,
  },
  {
    name: 'a unique became deferrable',
    old: BASE,
    changes: {
      'migrations/0002_next.sql':
        'drop index votes_topic_voter_id_key;\nalter table votes add constraint one_vote unique (topic, voter_id) deferrable initially deferred;\n',
    },
    verdict: 'unsafe',
    finds: ['UNIQUE_DROPPED public.votes/votes_topic_voter_id_key 55000 migrations/0002_next.sql:1'],
    says: 'failed there with 55000',
  },
  {
    name: 'a key made weaker, and no upsert on it',
    old: { ...BASE, 'src/main.ts': 'export {};\n' },
    changes: {
      'migrations/0002_next.sql':
        'drop index votes_topic_voter_id_key;\ncreate unique index one_vote on votes (topic, voter_id, weight);\n',
    },
    verdict: 'safe with data caveat',
    finds: [...DROPPED, 'UNIQUE_ADDED public.votes/one_vote 23505 migrations/0002_next.sql:2'],
  },
  {
    name: 'a key made partial, and no upsert on it',
    old: { ...BASE, 'src/main.ts': 'export {};\n' },
    changes: {
      'migrations/0002_next.sql':
        'alter table votes add column gone_at timestamptz;\ndrop index votes_topic_voter_id_key;\ncreate unique index one_vote on votes (topic, voter_id) where gone_at is null;\n',
    },
    verdict: 'safe with data caveat',
    finds: [
      'UNIQUE_DROPPED public.votes/votes_topic_voter_id_key 42P10 migrations/0002_next.sql:2',
      'UNIQUE_ADDED public.votes/one_vote 23505 migrations/0002_next.sql:3',
    ],
  },
  {
    name: 'a table that became partitioned, so that its key has a column more',
    old: { 'migrations/0001_base.sql': 'create table hits (id bigint primary key, at timestamptz not null, body text);\n' },
    changes: {
      'migrations/0002_next.sql': `alter table hits rename to hits_old;
create table hits (id bigint not null, at timestamptz not null, body text, primary key (id, at)) partition by range (at);
create table hits_all partition of hits default;
insert into hits select * from hits_old;
drop table hits_old;
`,
    },
    verdict: 'unsafe',
    finds: [
      'PRIMARY_KEY_ADDED public.hits/hits_pkey1 23505 migrations/0002_next.sql:1',
      'TABLE_RECREATED public.hits - migrations/0002_next.sql:1',
      'UNIQUE_DROPPED public.hits/hits_pkey 42P10 migrations/0002_next.sql:1',
    ],
    says: 'failed there with 42P10',
  },
];
