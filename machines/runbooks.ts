import type { Preset } from '#domain/preset.ts';
import type { IncidentClass } from '#domain/service.ts';
import type { Path } from './paths.ts';

/** The paths of a class, the safest first. One that is not here is never offered. */
type Offers = Readonly<Record<Extract<IncidentClass, 'app bug' | 'schema mistake' | 'catastrophic'>, readonly Path[]>>;

export const RUNBOOKS: Readonly<Record<Preset, Offers>> = {
  're-point': {
    'app bug': ['forward-fix', 're-point', 'revert and roll forward', 'new generation'],
    'schema mistake': ['forward-fix', 'compatible re-point', 'rollback.sql', 'stop a stuck migration'],
    catastrophic: ['disaster recovery'],
  },
  // Every generation stamps its own rows, and migrations only go forward: there is no rollback.sql.
  'blue-green': {
    'app bug': ['forward-fix', 'flip back', 'new generation'],
    'schema mistake': ['new generation', 'forward-fix', 'stop a stuck migration'],
    catastrophic: ['disaster recovery'],
  },
  // The production branch only moves forward, so nothing is re-pointed but a static site.
  'fast-forward': {
    'app bug': ['forward-fix', 'revert and roll forward', 'platform rollback'],
    'schema mistake': ['revert and roll forward', 'forward-fix', 'stop a stuck migration'],
    catastrophic: ['disaster recovery'],
  },
  'managed-database': {
    'app bug': ['forward-fix', 're-point', 'revert and roll forward'],
    'schema mistake': ['forward-fix', 'compatible re-point', 'restore the branch', 'stop a stuck migration'],
    catastrophic: ['disaster recovery'],
  },
  'rollback-script': {
    'app bug': ['forward-fix', 're-point', 'previous version', 'revert and roll forward'],
    'schema mistake': ['previous version', 'rollback.sql', 'forward-fix', 'compatible re-point', 'stop a stuck migration'],
    catastrophic: ['disaster recovery'],
  },
};
