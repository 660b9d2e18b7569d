import { z } from 'zod';

/** Where a secret is, never the secret itself. */
export const EnvironmentVariable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable, never the secret itself');
