/** Between visitor and app: Vercel's protection and checkpoint, Cloudflare's challenge and Access. */
export const PROTECTION_PAGE =
  /vercel\.com\/sso-api|_vercel_sso_nonce|_vercel_password|Vercel Security Checkpoint|\/cdn-cgi\/challenge-platform\/|cloudflareaccess\.com/;
