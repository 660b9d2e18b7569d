import { describe, expect, test } from 'vitest';
import { readPort } from '#sandbox/read-port.ts';
import { whyNot } from '#sandbox/why-not.ts';

function systemError(fields: { readonly code: string; readonly syscall: string; readonly path?: string }): Error {
  return Object.assign(new Error('as the system says it'), fields);
}

describe('why it does not start', () => {
  test.each([
    [
      'a port of another program',
      systemError({ code: 'EADDRINUSE', syscall: 'listen' }),
      'Port 80 is taken by another program, so nothing was started. Choose another one: npm run sandbox -- --port 81',
    ],
    [
      'a port for the administrator',
      systemError({ code: 'EACCES', syscall: 'listen' }),
      'Port 80 is not open to this user, so nothing was started. Choose one above 1023: npm run sandbox -- --port 4400',
    ],
    [
      'a folder that may not be written',
      systemError({ code: 'EACCES', syscall: 'mkdtemp', path: '/tmp/switchback-XXXXXX' }),
      'This user may not write to /tmp/switchback-XXXXXX, so nothing was started. Set TMPDIR to a folder that may be written.',
    ],
    ['anything else', new Error('the first line\nand more'), 'The sandbox could not start: the first line'],
    ['what is no error', 'out of luck', 'The sandbox could not start: out of luck'],
  ])('%s', (_, error, sentence) => {
    expect(whyNot(error, 80)).toBe(sentence);
  });
});

describe('the port', () => {
  test.each([
    ['is 4400 unless told', [], 4400],
    ['is the one that is told', ['--port', '5000'], 5000],
    ['may be any free one', ['--port=0'], 0],
  ])('%s', (_, args, port) => {
    expect(readPort(args)).toEqual({ kind: 'port', port });
  });

  test.each(['x', '-1', '65536', '1.5', ''])('“%s” is none', (port) => {
    expect(readPort([`--port=${port}`])).toEqual({
      kind: 'refused',
      why: `--port takes a whole number from 0 to 65535, not “${port}”, so nothing was started.`,
    });
  });
});
