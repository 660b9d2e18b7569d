import { expect, test } from 'vitest';
import { heartbeatId } from '#src/effects/heartbeat-id.ts';

test('is always the same for the same incident and number', () => {
  expect(heartbeatId('INC-1', 3)).toBe('884140852b93220ef24377b6b25ccf15');
});

test('is 32 hexadecimal digits, and another for each incident and number', () => {
  const ids = [heartbeatId('INC-1', 1), heartbeatId('INC-1', 11), heartbeatId('INC-11', 1), heartbeatId('INC-1', 2)];
  expect(ids.filter((id) => /^[0-9a-f]{32}$/.test(id))).toEqual(ids);
  expect(new Set(ids).size).toBe(4);
});
