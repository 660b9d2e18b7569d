/** An address, or a path, that people are sent to for signing in. */
export const LOGIN_ADDRESS = /\b(?:login|log-in|signin|sign-in|sso|sso-api|auth)\b/i;
