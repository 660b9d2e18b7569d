import { expect, test } from 'vitest';
import { parseCommand, type Command } from '#src/slack/commands/parse-command.ts';

const UNDERSTOOD: readonly (readonly [string, Command])[] = [
  ['', { kind: 'open', service: null, mode: 'live' }],
  ['   ', { kind: 'open', service: null, mode: 'live' }],
  ['invoices', { kind: 'open', service: 'invoices', mode: 'live' }],
  ['  invoices\t', { kind: 'open', service: 'invoices', mode: 'live' }],
  ['drill', { kind: 'open', service: null, mode: 'drill' }],
  ['drill invoices', { kind: 'open', service: 'invoices', mode: 'drill' }],
  ['drill  \n invoices', { kind: 'open', service: 'invoices', mode: 'drill' }],
  ['status', { kind: 'status' }],
  ['help', { kind: 'help' }],
  ['history', { kind: 'history', service: null }],
  ['set-aside inc-1', { kind: 'set aside', incident: 'inc-1' }],
  ['history invoices', { kind: 'history', service: 'invoices' }],
  // A phone begins a line with a capital, and no service has one in its name.
  ['Drill', { kind: 'open', service: null, mode: 'drill' }],
  ['Status', { kind: 'status' }],
  ['History Invoices', { kind: 'history', service: 'invoices' }],
];

test.each(UNDERSTOOD)('“%s”', (text, command) => {
  expect(parseCommand(text)).toEqual(command);
});

test.each([
  'set-aside',
  'invoices now',
  'drill invoices now',
  'status invoices',
  'help me',
  'history of invoices',
  'invoices and payments please',
])('“%s” is not guessed at', (text) => {
  expect(parseCommand(text)).toEqual({ kind: 'not understood', text });
});
