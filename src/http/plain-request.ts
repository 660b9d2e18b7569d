export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request that can be sent again. */
export async function plainRequest(request: Request): Promise<PlainRequest> {
  const { method, url } = request;
  const body = request.body === null ? {} : { body: await request.text() };
  return { method, url, headers: Object.fromEntries(request.headers), ...body };
}
