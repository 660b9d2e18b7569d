import { loadConfig } from '#src/config/load-config.ts';
import { SwitchbackError } from '#domain/errors.ts';

type Asked = Parameters<typeof loadConfig>[0];

/** The problems of a configuration that must be refused, one line each, without the words around them. */
export function refused(asked: Asked): string[] {
  const lines = refusalOf(asked).split('\n');
  return lines.filter((line) => line.startsWith('  ')).map((line) => line.trim());
}

export function refusalOf(asked: Asked): string {
  try {
    loadConfig(asked);
  } catch (error) {
    if (error instanceof SwitchbackError && error.code === 'config_invalid') return error.message;
    throw error;
  }
  throw new Error('the configuration was accepted');
}
