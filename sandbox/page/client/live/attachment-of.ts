import { tooLarge } from '../channel/too-large.ts';

type Attachment =
  | { readonly kind: 'attachment'; readonly name: string; readonly content: string }
  | { readonly kind: 'refused'; readonly why: string };

/** What is sent of a file that was picked, its content in base64, or why nothing is. */
export async function attachmentOf(file: File): Promise<Attachment> {
  const { name, size } = file;
  const why = tooLarge(name, size);
  if (why !== null) return { kind: 'refused', why };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { kind: 'attachment', name, content: btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')) };
  } catch {
    return { kind: 'refused', why: `“${name}” could not be read, so it was not sent. Is it still there, and may you read it?` };
  }
}
