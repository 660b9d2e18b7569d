/** Settings that are right, to change one thing of. */
export const ENV = {
  SLACK_BOT_TOKEN: 'xoxb-bot',
  SLACK_APP_TOKEN: 'xapp-app',
  VERCEL_TOKEN: 'vercel-token',
  SENTRY_TOKEN: 'sntryi_token',
  INVOICES_SENTRY_DSN: 'https://key@o1.ingest.sentry.io/1',
};

export const YAML = `sentry:
  organization: acme
roles:
  responders: { users: [U0RESPONDER] }
  approvers: { users: [U0APPROVER] }
services:
  invoices:
    app: { url: 'https://invoices.example.com' }
    vercel: { project: invoices }
    sentry: { project: invoices, environment: production, dsnEnv: INVOICES_SENTRY_DSN }
`;
