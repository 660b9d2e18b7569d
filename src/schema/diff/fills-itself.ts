import type { Column } from '../catalogue/catalogue.ts';

/** Whether the database gives every row that leaves it out another value. */
export function fillsItself(column: Column): boolean {
  return column.identity !== '' || /(?:^|\W)(?:nextval|\w*uuid\w*)\(/.test(column.default ?? '');
}
