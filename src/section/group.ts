import { z } from 'zod';

/** Keys that belong together. A group that is left out is read as an empty one, so that what is missing inside it is named. */
export function group<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const inner = z.strictObject(shape);
  return inner.prefault({} as z.input<typeof inner>);
}
