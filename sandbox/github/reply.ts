export interface Reply {
  readonly status: number;
  /** Null for an empty body. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const DOCS = 'https://docs.github.com/rest';

export function failure(status: number, message: string, errors?: readonly unknown[]): Reply {
  return { status, body: { message, ...(errors === undefined ? {} : { errors }), documentation_url: DOCS, status: String(status) } };
}

export const notFound = (): Reply => failure(404, 'Not Found');
export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });

export function invalid(
  resource: string,
  ...errors: readonly { readonly field?: string; readonly code: string; readonly message?: string }[]
): Reply {
  return failure(
    422,
    'Validation Failed',
    errors.map((error) => Object.assign({ resource }, error)),
  );
}
