import { z } from 'zod';
import { NOT_FOUND, ok, type Answer } from './answer.ts';
import type { ApiRequest } from './api-request.ts';
import { pageOf } from './page-of.ts';
import type { Deploy, State } from './state.ts';

/** Without line breaks, slashes and the names that mean something else in a path. */
const Version = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(?!\.{1,2}$|latest$)[^\n\r\t\f/\\]+$/, 'Release with name is not allowed');

const NewRelease = z.strictObject({ version: Version, projects: z.array(z.string()).min(1) });

const NewDeploy = z.strictObject({
  environment: z.string().min(1).max(64),
  name: z.string().max(64).nullish(),
  url: z.url().nullish(),
  dateStarted: z.iso.datetime({ offset: true }).nullish(),
  dateFinished: z.iso.datetime({ offset: true }).optional(),
  projects: z.array(z.string()).optional(),
});

/** Creating a release again changes nothing and answers 208. */
export function createRelease(state: State, { body }: ApiRequest): Answer {
  const parsed = NewRelease.safeParse(body);
  if (!parsed.success) return invalid(parsed.error);
  const { version, projects } = parsed.data;
  if (projects.some((slug) => slug !== state.identity.project)) return { status: 400, body: { projects: ['Invalid project slugs'] } };
  const isNew = !state.releases.has(version);
  state.releases.add(version);
  return { status: isNew ? 201 : 208, body: { version, shortVersion: version, dateCreated: new Date(state.now()).toISOString() } };
}

export function listDeploys(state: State, { params, query }: ApiRequest): Answer {
  const release = params['version'] ?? '';
  if (!state.releases.has(release)) return NOT_FOUND;
  const newestFirst = state.deploys.filter((deploy) => deploy.release === release).toReversed();
  const page = pageOf(newestFirst, Math.min(Number(query.get('per_page') ?? '100'), state.pageSize), query);
  return ok(
    page.items.map((deploy) => asVendor(deploy)),
    page.headers,
  );
}

export function createDeploy(state: State, { params, body }: ApiRequest): Answer {
  const release = params['version'] ?? '';
  if (!state.releases.has(release)) return NOT_FOUND;
  const parsed = NewDeploy.safeParse(body);
  if (!parsed.success) return invalid(parsed.error);
  const { data } = parsed;
  const deploy: Deploy = {
    id: String(state.deploys.length + 1),
    release,
    environment: data.environment,
    name: data.name ?? null,
    url: data.url ?? null,
    dateStarted: data.dateStarted ?? null,
    dateFinished: data.dateFinished ?? new Date(state.now()).toISOString(),
  };
  state.deploys.push(deploy);
  return { status: 201, body: asVendor(deploy) };
}

function asVendor({ id, environment, name, url, dateStarted, dateFinished }: Deploy): object {
  return { id, environment, name, url, dateStarted, dateFinished };
}

/** The vendor's shape for a bad body: a list of sentences by field. */
function invalid(error: z.ZodError): Answer {
  return {
    status: 400,
    body: Object.fromEntries(error.issues.map((issue) => [issue.path.join('.') || 'non_field_errors', [issue.message]])),
  };
}
