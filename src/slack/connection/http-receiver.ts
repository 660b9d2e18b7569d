import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { HTTPReceiver, type Logger } from '@slack/bolt';

const BODY_LIMIT = 1_000_000;
/** Bolt refuses what is older than this; nothing signed is from the future either, or it could be sent again for as long. */
const MOST_AHEAD_S = 5 * 60;

/** Bolt's receiver behind two checks that it leaves out: a time in the future, and a body that is no object, which would end the process. */
export function httpReceiver({ signingSecret, logger }: { readonly signingSecret: string; readonly logger: Logger }): HTTPReceiver {
  const receiver = new HTTPReceiver({ signingSecret, logger, bodyLimit: BODY_LIMIT });
  const take = receiver.requestListener;

  async function check(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, why: string): void => {
      logger.warn(`A request was refused: ${why}.`);
      response.writeHead(status, { connection: 'close' }).end();
    };
    if (Number(request.headers['x-slack-request-timestamp']) > Date.now() / 1000 + MOST_AHEAD_S)
      return refuse(401, 'it is signed for a time in the future');
    const rawBody = await read(request);
    if (rawBody === null) return refuse(413, 'it is too long');
    if (!holdsAnObject(rawBody.toString(), request.headers['content-type'])) return refuse(400, 'its body is no object');
    // Where a body has been read Bolt takes it from here.
    take(Object.assign(request, { rawBody }), response);
  }

  receiver.requestListener = (request, response) => {
    if (request.method !== 'POST') return take(request, response);
    check(request, response).catch((error: unknown) => {
      logger.warn('a request could not be read', error);
      response.destroy();
    });
  };
  return receiver;
}

async function read(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > BODY_LIMIT) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function holdsAnObject(text: string, contentType: string | undefined): boolean {
  const isForm = contentType === 'application/x-www-form-urlencoded';
  const { payload } = isForm ? parse(text) : { payload: text };
  if (payload === undefined) return true;
  if (typeof payload !== 'string') return false;
  try {
    const body: unknown = JSON.parse(payload);
    return typeof body === 'object' && body !== null && !Array.isArray(body);
  } catch {
    return false;
  }
}
