import type { Settings } from './state.ts';

export function withDefaults(given: Partial<Settings>): Settings {
  return {
    token: 'local-vercel-token',
    projectId: 'prj_local',
    projectName: 'shop',
    teamId: 'team_local',
    plan: 'pro',
    jobMs: 50,
    pageSize: 100,
    protectionBypass: null,
    skewProtection: true,
    rollingStages: null,
    now: Date.now,
    ...given,
  };
}
