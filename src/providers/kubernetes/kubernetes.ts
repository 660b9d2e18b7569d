import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { KubernetesSection } from './section.ts';
import type { KubernetesSettings } from './settings.ts';

export const kubernetes = vendor({
  title: 'Kubernetes',
  about: 'The deployments in Kubernetes that it runs as.',
  under: 'service',
  platform: 'yes',
  account: null,
  section: KubernetesSection,
  variables: {},
  secrets: {},
  settle: ({ section: { namespace, deployments, readOnly = null, scaleToZero } }): KubernetesSettings => ({
    namespace,
    deployments,
    readOnly,
    scaleToZero: scaleToZero ?? deployments.filter((name) => readOnly === null || !readOnly.on.includes(name)),
  }),
  byHand,
});
