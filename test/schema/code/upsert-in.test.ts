import { describe, expect, test } from 'vitest';
import type { Relation } from '#src/schema/catalogue/catalogue.ts';
import { isSource } from '#src/schema/code/is-source.ts';
import { upsertIn } from '#src/schema/code/upsert-in.ts';
import { catalogueOf } from '#test/schema/verdict/catalogue-of.ts';

const [votes] = catalogueOf({ votes: ['id', 'topic', 'voter_id', 'weight'] }).relations as [Relation];
const num = (name: string): number => votes.columns.find((column) => column.name === name)?.num ?? 0;
const unique = {
  oid: 1,
  name: 'votes_topic_voter_id_key',
  constraint: 'unique' as const,
  keys: ['topic', 'voter_id'].map((text) => ({ num: num(text), text, equality: 'text_ops' })),
  predicate: null,
  nullsNotDistinct: false,
  deferrable: false,
};

function says(text: string): boolean {
  return upsertIn(new Map([['a.ts', text]]), { table: votes, unique, others: ['polls', 'users'] }) !== null;
}

describe('an upsert on a key is found', () => {
  test.each([
    ['in SQL', 'sql`INSERT INTO votes (topic, voter_id) VALUES (1, 2) ON CONFLICT (voter_id, "topic") DO UPDATE SET weight = 2`'],
    [
      'over two lines of Go',
      '"insert into public.votes (topic, voter_id) values ($1, $2)\\n" +\n "on conflict (topic, voter_id) do nothing"',
    ],
    ['with quotes in quotes', '"insert into votes (topic) values ($1) ON CONFLICT (topic, \\"voter_id\\") do nothing"'],
    ['by its constraint', 'insert into votes values (1) on conflict on constraint votes_topic_voter_id_key do nothing'],
    ['with a key that is put together', 'f"insert into votes ({cols}) values ({vals}) on conflict ({key}) do nothing"'],
    ['into a table that is put together', 'sql`insert into ${table} values (1) on conflict (topic, voter_id) do nothing`'],
    ['by Prisma', 'db.vote.upsert({ where: { topic_voter_id: { topic, voter_id } }, create: v, update: {} })'],
    ['by Prisma under mapped names', 'tx.vote.upsert({\n  where: { topic_voterId: { topic, voterId } },\n create: v })'],
    ['by Drizzle', 'db.insert(votes).values(v).onConflictDoUpdate({ target: [votes.topic, votes.voterId], set: {} })'],
    ['by Drizzle in a column of another name', 'db.insert(votes).values(v).onConflictDoNothing({ target: votes.onePerPerson })'],
    ['by Knex', "knex('votes').insert(row).onConflict(['topic', 'voter_id']).merge()"],
    ['by Kysely', "db.insertInto('votes').values(v).onConflict((oc) => oc.columns(['topic', 'voter_id']).doNothing())"],
    ['by Supabase', "await supabase.from('votes').upsert(row, { onConflict: 'topic,voter_id' })"],
    ['by Rails', 'Vote.upsert_all(rows, unique_by: %i[topic voter_id])'],
    ['by SQLAlchemy', "insert(Vote).values(rows).on_conflict_do_nothing(index_elements=['topic', 'voter_id'])"],
    ['by Django', "Vote.objects.bulk_create(rows, update_conflicts=True, unique_fields=['topic', 'voter_id'])"],
    ['by Ecto', 'Repo.insert(vote, on_conflict: :nothing, conflict_target: [:topic, :voter_id])'],
    ['by GORM', 'db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "topic"}, {Name: "voter_id"}}}).Create(&vote)'],
    ['by TypeORM', "this.votes.upsert(rows, { conflictPaths: ['topic', 'voterId'] })"],
    ['by a library that finds the key itself', 'await Vote.upsert({ ...row })'],
  ])('%s', (_, text) => {
    expect(says(text)).toBe(true);
  });
});

describe('no upsert on it is', () => {
  test.each([
    ['an insert', 'insert into votes (topic, voter_id) values (1, 2)'],
    ['one on another key', 'insert into votes (id, topic, voter_id) values (1, 2, 3) on conflict (id) do nothing'],
    ['one on a part of the key', 'insert into votes (topic) values (1) on conflict (topic) do nothing'],
    ['one on another table', 'insert into polls (topic, voter_id) values (1, 2) on conflict (topic, voter_id) do nothing'],
    ['one without a key', 'insert into votes (topic, voter_id) values (1, 2) on conflict do nothing'],
    ['one by another constraint', 'insert into votes values (1) on conflict on constraint votes_pkey do nothing'],
    ['one of a library by another key', 'db.vote.upsert({ where: { id }, create: { topic, voter_id }, update: {} })'],
    ['one of a library on another table', 'db.insert(polls).values(p).onConflictDoUpdate({ target: polls.title, set: { topic } })'],
  ])('%s', (_, text) => {
    expect(says(text)).toBe(false);
  });
});

test.each([
  ['src/vote.ts', true],
  ['internal/store.go', true],
  ['queries/votes.sql', true],
  ['migrations/0001_base.sql', false],
  ['db/changes/0001_base.sql', false],
  ['node_modules/x/index.js', false],
  ['src/vote.test.ts', false],
  ['store_test.go', false],
  ['README.md', false],
])('%s is source: %s', (path, expected) => {
  expect(isSource(path, 'db/changes')).toBe(expected);
});
