import type { Step } from './procedure.ts';

export const identifyChange: Step = {
  id: 'identifyChange',
  title: 'Name the change that broke it',
  says: 'Find the migration of this deploy and the column or constraint that the errors name.',
};

export const draftForwardFix: Step = {
  id: 'draftForwardFix',
  title: 'Write the forward-fix migration',
  says: 'A new migration that gives back the property that the code needs. Never edit or undo an applied migration.',
};

export const tryForwardFix: Step = {
  id: 'tryForwardFix',
  title: 'Try it on a copy',
  says: 'Apply it to a copy of production’s schema, and run the failing statement there.',
};
