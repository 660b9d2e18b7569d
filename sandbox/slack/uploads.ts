import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.ts';
import type { Workspace } from './workspace.ts';

/** Takes the bytes of a file whose upload was announced, as a form or as they are, and refuses any other number of them. */
export async function storeUpload(workspace: Workspace, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const file = workspace.files.get(id);
  const content = await fileContent(request.headers['content-type'] ?? '', body);
  if (file === undefined || content === null) {
    response.writeHead(400).end('invalid_upload');
    return;
  }
  if (content.length !== file.length) {
    response.writeHead(400).end(`announced ${file.length} bytes, got ${content.length}`);
    return;
  }
  workspace.files.set(id, { ...file, content });
  workspace.changed();
  response.writeHead(200).end(`OK - ${content.length}`);
}

async function fileContent(contentType: string, body: Buffer): Promise<Buffer | null> {
  if (!contentType.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const part = [...form.values()].find((value) => typeof value !== 'string');
  return part === undefined ? null : Buffer.from(await part.arrayBuffer());
}
