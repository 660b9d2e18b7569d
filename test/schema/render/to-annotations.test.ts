import { expect, test } from 'vitest';
import { toAnnotations } from '#src/schema/render/to-annotations.ts';
import { DROPPED, NOTE, NULLS, OPAQUE } from './reports.ts';

test('every finding is one workflow command', () => {
  expect(toAnnotations([DROPPED, NULLS, OPAQUE, NOTE], 'drizzle').split('\n')).toEqual([
    '::error file=drizzle/0003_contract.sql,line=3,title=COLUMN_DROPPED public.invoices.total::public.invoices.total no longer exists.',
    '::warning file=drizzle/0003_contract.sql,line=1,title=NOT_NULL_DROPPED public.invoices.note::public.invoices.note may now be NULL: the old code may meet a NULL where it expects a value.',
    '::error file=drizzle/0002_data.go,title=OPAQUE 0002_data.go::The migration is a Go program, so it was not run.',
    '::notice title=NOT_NULL_DROPPED public.invoices.memo::Nothing is lost.',
    '',
  ]);
});

test('no name from the schema can begin a command or a property of its own', () => {
  const hostile = { ...DROPPED, file: 'a,line=9::b.sql', object: 'public.x:y,z', message: '100%\r\n::add-mask::secret' };

  expect(toAnnotations([hostile], '')).toBe(
    '::error file=a%2Cline=9%3A%3Ab.sql,line=3,title=COLUMN_DROPPED public.x%3Ay%2Cz::100%25%0D%0A::add-mask::secret\n',
  );
});
