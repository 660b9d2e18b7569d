import { describe, expect, test } from 'vitest';
import { completionKey } from '#sandbox/page/client/channel/completion-key.ts';
import { completions } from '#sandbox/page/client/channel/completion.ts';
import { QUIET } from '../fixtures/state.ts';

function offered(draft: string): readonly string[] {
  return completions(draft, QUIET.commands).map(({ text }) => text);
}

describe('what the composer offers', () => {
  test('is every command after a slash, and nothing after a word', () => {
    expect(offered('/')).toEqual(['/rollback ', '/rollback drill ', '/rollback status ', '/rollback help ']);
    expect(offered('')).toEqual([]);
    expect(offered('see /rollback')).toEqual([]);
  });

  test('is what begins as the draft does, whatever its case', () => {
    expect(offered('/ROLLBACK D')).toEqual(['/rollback drill ']);
    expect(offered('/rollback help')).toEqual(['/rollback help ']);
  });

  test('ends where more was typed than a command', () => {
    expect(offered('/rollback invoices')).toEqual([]);
    expect(offered('/deploy')).toEqual([]);
  });

  test('fills in no words where the usage leaves a choice', () => {
    const commands = [{ command: '/rollback', usage: 'status | help', description: '' }];
    expect(completions('/', commands)).toEqual([{ text: '/rollback ', usage: '/rollback status | help', description: '' }]);
  });
});

describe('a key in the composer', () => {
  const press = (key: string, draft: string, marked = 0) => completionKey(key, draft, completions(draft, QUIET.commands), marked);

  test('moves the mark around', () => {
    expect(press('ArrowDown', '/')).toEqual({ kind: 'mark', index: 1 });
    expect(press('ArrowDown', '/', 3)).toEqual({ kind: 'mark', index: 0 });
    expect(press('ArrowUp', '/')).toEqual({ kind: 'mark', index: 3 });
  });

  test('takes what is marked, by Tab and by Enter', () => {
    expect(press('Tab', '/r', 1)).toEqual({ kind: 'complete', text: '/rollback drill ' });
    expect(press('Enter', '/r')).toEqual({ kind: 'complete', text: '/rollback ' });
    expect(press('Enter', '/rollback', 2)).toEqual({ kind: 'complete', text: '/rollback status ' });
  });

  test('is left to the browser where the command is complete: Enter sends it, Tab goes on', () => {
    expect(press('Enter', '/rollback')).toEqual({ kind: 'pass' });
    expect(press('Tab', '/rollback drill ')).toEqual({ kind: 'pass' });
    expect(press('Enter', 'hello')).toEqual({ kind: 'pass' });
    expect(press('a', '/r')).toEqual({ kind: 'pass' });
  });

  test('closes the list', () => {
    expect(press('Escape', '/')).toEqual({ kind: 'close' });
  });
});
