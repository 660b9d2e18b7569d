import { z } from 'zod';

export const User = z
  .string()
  .regex(/^[UW][A-Z0-9]+$/, 'must be a Slack user id such as U024BE7LH')
  .meta({ source: 'copy it from the person\'s profile, "Copy member ID"' });

const Group = z
  .string()
  .regex(/^S[A-Z0-9]+$/, 'must be a Slack user group id such as S0614TZR7')
  .meta({ source: 'copy it from the address of the group under "People" > "User groups"' });

const MembersSection = z.strictObject({
  users: z.array(User).prefault([]).meta({ description: 'Slack ids of people.' }),
  groups: z.array(Group).prefault([]).meta({ description: 'Slack ids of user groups, which need a paid plan.' }),
});

export const RolesSection = z.strictObject({
  responders: MembersSection.optional().meta({ description: 'Who may drive an incident.' }),
  approvers: MembersSection.optional().meta({
    description: 'Who may be the second person for break-glass and for declaring a disaster recovery.',
  }),
  databaseOwners: MembersSection.optional().meta({
    description: 'Who approves what writes to, restores or drops production data. Without any, the approvers do.',
  }),
});

export type RolesSection = z.output<typeof RolesSection>;
