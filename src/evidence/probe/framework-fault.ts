/** What a page says in the marks that its framework leaves, which nobody sees. */
export type FrameworkFault =
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'not found' }
  | { readonly kind: 'wants a login' }
  | { readonly kind: 'failed'; readonly said: string };

/** How the digest of an error of Next.js or React gets into a page: in a template, by a script, in the data of server components. */
const DIGESTS = [/\bdata-dgst="([^"]{1,300})"/g, /\$RX\("[^"]{0,80}","([^"]{1,300})"/g, /\bE\{\\?"digest\\?":\\?"([^"\\]{1,300})/g];
/** Thrown to leave a part to the browser or to a later render, not because anything failed. */
const HARMLESS = /^(?:BAILOUT_|DYNAMIC_SERVER|NEXT_STATIC_GEN|HANGING_PROMISE|POSTPONE)/;

/** Answers are streamed: their status was sent before any of this was known. */
export function frameworkFault(html: string): FrameworkFault | null {
  const digests = DIGESTS.flatMap((pattern) => [...html.matchAll(pattern)].map(([, digest = '']) => digest));
  const redirect = digests.find((digest) => digest.startsWith('NEXT_REDIRECT'));
  if (redirect !== undefined) return { kind: 'redirect', to: redirect.split(';')[2] ?? '' };
  if (
    digests.some((digest) => /^NEXT_(?:NOT_FOUND|HTTP_ERROR_FALLBACK;404)/.test(digest)) ||
    /<meta name="next-error" content="not-found"/.test(html)
  ) {
    return { kind: 'not found' };
  }
  if (digests.some((digest) => /^NEXT_HTTP_ERROR_FALLBACK;40[13]/.test(digest))) return { kind: 'wants a login' };
  const failed = digests.find((digest) => !HARMLESS.test(digest) && !digest.startsWith('NEXT_'));
  if (failed !== undefined) return { kind: 'failed', said: `holds a server error of Next.js (digest ${failed.slice(0, 40)})` };
  if (digests.length === 0 && /\bid="__next_error__"|"page":"\/_error"/.test(html)) {
    return { kind: 'failed', said: "is Next.js's own error page" };
  }
  if (/<template data-msg="|<!--\$!--><template><\/template>/.test(html)) return { kind: 'failed', said: 'holds a server error of React' };
  if (/"__type":"\w{0,40}Error"|\bUnexpected Server Error\b/.test(html)) return { kind: 'failed', said: 'holds a server error of Remix' };
  if (/__sveltekit/.test(html) && /\berror:\s?\{\s?message:\s?"/.test(html))
    return { kind: 'failed', said: 'holds a server error of SvelteKit' };
  if (/__NUXT/.test(html) && /\bNuxtError\b/.test(html)) return { kind: 'failed', said: 'holds a server error of Nuxt' };
  return null;
}
