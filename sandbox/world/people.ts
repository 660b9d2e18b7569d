/** Who is in the sandbox's channel, and what each may do. */
export const PEOPLE = {
  ada: { id: 'U0ADA', name: 'ada', role: 'responder' },
  ben: { id: 'U0BEN', name: 'ben', role: 'approver' },
  cyd: { id: 'U0CYD', name: 'cyd', role: 'bystander' },
  dot: { id: 'U0DOT', name: 'dot', role: 'database owner' },
} as const;

export const CHANNEL = { id: 'C0INCIDENTS', name: 'incidents' } as const;
