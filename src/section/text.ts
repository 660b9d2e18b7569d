import { z } from 'zod';

/** Words that a person writes, without the spaces around them. */
export const Text = z.string().trim().min(1);
