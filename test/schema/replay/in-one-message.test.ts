import { expect, test } from 'vitest';
import { inOneMessage } from '#src/schema/replay/in-one-message.ts';

test('the statements of a transaction are one message, also behind a comment', () => {
  expect(inOneMessage(['begin', 'create table a () -- empty', 'commit'])).toEqual(['begin\n;\ncreate table a () -- empty\n;\ncommit']);
});

test.each(['set standard_conforming_strings = off', 'SET NAMES latin1', "select set_config('client_encoding', 'LATIN1', true)"])(
  'behind %s each is read by itself',
  (setting) => {
    const statements = ['begin', setting, "select 'a\\b'", 'commit'];
    expect(inOneMessage(statements)).toEqual(statements);
  },
);
