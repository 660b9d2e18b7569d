import { z } from 'zod';

/** A name that people and commands may use as it is. */
export const Identifier = z
  .string()
  .regex(
    /^[a-z][A-Za-z0-9-]{0,39}$/,
    'must be a name of letters, digits and hyphens that begins with a small letter, at most 40 characters',
  );
