import { askTheApp } from '../ask-the-app.ts';
import { CONNECTION } from '../database-commands.ts';
import { migrationsOfTheDeploy } from '../git-commands.ts';
import { unless, type Instructions } from '../instruction.ts';
import { schemaMistake } from './schema-mistake.ts';

const DRAFTED =
  'A forward-fix is drafted and proved on a scratch database: “Forward-fix the schema” in the message shows it, and where it is written down.';

/** The move itself, by hand. */
export const rePoint = {
  rollback: (subject, own) => ({
    title: `Roll ${subject.service} back by hand`,
    lines: [
      subject.target === null
        ? 'The bot knows no deployment to go back to. Find one that has served production and is ready; the second newest is not always the right one.'
        : `This puts production on ${subject.target.id}. Nothing is built.`,
      'It restores code, not schema. If the old code does not fit today’s schema, this is a second outage.',
      ...own.lines,
      ...unless(own, 'Use what your platform has for it, once, and read production before you use it again.'),
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  promote: (subject, own) => ({
    title: `Promote by hand, because the rollback of ${subject.service} was refused`,
    lines: ['Promote takes the same deployment to production by the other gesture.', ...own.lines],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  /** Of the refused move nothing, or this would be the way around the second person. */
  refused: (subject, own) => ({
    title: 'Fix forward instead of going back',
    lines: [
      'Going back is refused here, so its commands are not shown. They come when a second person has agreed to the break-glass.',
      ...(subject.drafted === true ? [DRAFTED] : schemaMistake.draftForwardFix(subject, own).lines),
      'Then try it on a copy, with FORWARD_FIX set to its file. It is applied under “Forward-fix the schema” in the message, with a second person.',
      CONNECTION,
    ],
    commands: [
      migrationsOfTheDeploy(subject),
      ...(subject.drafted === true ? [] : schemaMistake.draftForwardFix(subject, own).commands),
      ...schemaMistake.tryForwardFix().commands,
    ],
  }),
  goForward: (subject, own) => ({
    title: 'Go forward again by hand',
    lines: [
      `This puts production back on ${subject.move?.expectedLive?.id ?? 'what served before'}, which served before the move.`,
      ...own.lines,
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  readProduction: (subject, own) => ({
    title: 'Read what production serves',
    lines: [
      'The job counts as ours only if its type, its target and its time all match what was asked for.',
      'Production has moved when the job succeeded, every production domain names the target, and the app itself answers with it.',
      ...own.lines,
      ...unless(own, 'Read on your platform’s own page what serves each production domain.'),
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  endRollingRelease: (_, own) => ({
    title: 'End the rolling release that the move waits behind',
    lines: ['While a rolling release is active, a promote is queued and nothing moves.', ...own.lines],
    commands: own.commands,
  }),
} satisfies Instructions;
