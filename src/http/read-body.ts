import { transportFailure } from './transport-failure.ts';

export type Body =
  | { readonly kind: 'whole'; readonly text: string }
  /** There is more than the limit, and this is the beginning. */
  | { readonly kind: 'cut'; readonly text: string }
  | { readonly kind: 'broken'; readonly why: string };

/** At most `largest` bytes, counted after decompression. */
export async function readBody(response: Response, largest: number, signal: AbortSignal): Promise<Body> {
  const decoder = new TextDecoder();
  let text = '';
  let left = largest;
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk.subarray(0, left), { stream: true });
      left -= chunk.length;
      if (left < 0) return { kind: 'cut', text: text + decoder.decode() };
    }
  } catch (error) {
    return { kind: 'broken', why: signal.aborted ? transportFailure(error, signal).why : 'the answer broke off' };
  }
  return { kind: 'whole', text: text + decoder.decode() };
}
