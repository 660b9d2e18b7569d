import { z } from 'zod';
import { EnvironmentVariable } from '#src/section/environment-variable.ts';
import { Text } from '#src/section/text.ts';
import { ApiUrl } from '#src/section/url.ts';

export const SentryAccount = z.strictObject({
  url: ApiUrl.prefault('https://us.sentry.io').meta({
    description: "Where Sentry's API answers: https://us.sentry.io, https://de.sentry.io or your own server.",
    source: 'find the region under Settings > Organization > General Settings',
  }),
  organization: Text.meta({ description: 'Sentry organization slug.', source: 'find it under Settings > Organization > General Settings' }),
});

export const SentrySection = z.strictObject({
  project: Text.meta({ description: 'Sentry project, by its slug.', source: 'find it under Settings > Projects' }),
  environment: Text.meta({
    description: 'Environment that the app sends with its events.',
    source: 'find it in the environment filter of the Issues page, often production',
  }),
  dsnEnv: EnvironmentVariable.meta({
    description:
      "Name of the environment variable that holds the app's DSN. Test events through it tell no errors from no errors arriving; without them recovery cannot be proved.",
    source: 'copy the DSN from Project Settings > Client Keys (DSN)',
  }),
  route: Text.optional().meta({ description: 'Transaction name of the route that matters most, where one stands for the whole service.' }),
});
