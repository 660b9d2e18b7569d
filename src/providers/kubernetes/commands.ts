import type { KubernetesSettings as Own } from './settings.ts';

/** Which image each revision has, and how many pods of each run. Reads only. The names were checked when the file was read, so none needs quoting. */
export function recordRevisions({ namespace }: Own): string {
  return [
    '# Kubernetes, what runs and what each revision has:',
    String.raw`kubectl get replicasets --namespace=${namespace} -o custom-columns='DEPLOYMENT:.metadata.ownerReferences[0].name,REVISION:.metadata.annotations.deployment\.kubernetes\.io/revision,REPLICAS:.spec.replicas,IMAGES:.spec.template.spec.containers[*].image'`,
  ].join('\n');
}

/** Written down before the first change: each change is a revision of its own, so that afterwards “the previous one” is the bad one. */
export function firstWriteDown({ deployments }: Own): string {
  const [first = ''] = deployments;
  const named = ['REVISION', 'IMAGE', 'CONTAINER'].map((what) => variable(first, what)).join(', ');
  const rest = deployments.length === 1 ? '' : `, and of ${deployments.slice(1).join(', ')} alike`;
  return `On Kubernetes, first write down of ${first}: ${named} of the last good version and ${variable(first, 'REPLICAS')} as it is now${rest}. Pause Argo CD or Flux where it owns them, or it puts the bad image back.`;
}

/** Of every pod, since one answer through the service is the answer of one of them. Reads only. */
export function readiness({ namespace }: Own): string {
  return [
    '# Kubernetes, which pods are ready:',
    `kubectl get pods --namespace=${namespace} -o custom-columns='POD:.metadata.name,READY:.status.containerStatuses[*].ready,IMAGES:.spec.containers[*].image'`,
  ].join('\n');
}

/** Those with a read-only mode by that, the others without pods. */
export function pause({ namespace, readOnly, scaleToZero }: Own): readonly string[] {
  const stopped = scaleToZero.map((name) => scale(namespace, name, '0'));
  if (readOnly === null) return [commented('with the downtime that this is', stopped)];
  const quiet = readOnly.on.map((name) => `kubectl set env --namespace=${namespace} deployment/${name} ${readOnly.env}=true`);
  return [commented('with its read-only mode', [...quiet, ...stopped, ...readOnly.on.map((name) => status(namespace, name))])];
}

/**
 * Back to the recorded image or revision by name. Setting the image keeps the read-only mode; going to a revision restores its whole
 * template, which has none, so no pod may run until it is set again.
 */
export function goBack({ namespace, deployments, readOnly }: Own): readonly string[] {
  const images = deployments.map(
    (name) => `kubectl set image --namespace=${namespace} deployment/${name} "$${variable(name, 'CONTAINER')}=$${variable(name, 'IMAGE')}"`,
  );
  const revisions = [...deployments.map((name) => scale(namespace, name, '0')), ...deployments.map((name) => toRevision(namespace, name))];
  const quiet = readOnly?.on.flatMap((name) => [
    `kubectl set env --namespace=${namespace} deployment/${name} ${readOnly.env}=true`,
    scale(namespace, name, `"$${variable(name, 'REPLICAS')}"`),
  ]);
  return [
    commented('where only the image differs; a read-only mode stays on', images),
    commented('where more than the image differs; a revision has no read-only mode, so nothing runs meanwhile', revisions),
    ...(quiet === undefined ? [] : [commented('and then, with its read-only mode', quiet)]),
  ];
}

/** The same while nobody has paused writes: pods are replaced one after the other. */
export function goBackServing({ namespace, deployments }: Own): readonly string[] {
  const revisions = deployments.map((name) => toRevision(namespace, name));
  return [commented('to the revision that was written down', [...revisions, ...deployments.map((name) => status(namespace, name))])];
}

/** Each one as it was. A deployment that has a read-only mode may have been scaled to zero on the way back. */
export function resume({ namespace, deployments, readOnly }: Own): readonly string[] {
  const loud = (readOnly?.on ?? []).map((name) => `kubectl set env --namespace=${namespace} deployment/${name} ${readOnly?.env}-`);
  return [
    commented('as it was before', [...loud, ...deployments.map((name) => scale(namespace, name, `"$${variable(name, 'REPLICAS')}"`))]),
    ...deployments.map((name) => status(namespace, name)),
  ];
}

function toRevision(namespace: string, name: string): string {
  return `kubectl rollout undo --namespace=${namespace} deployment/${name} --to-revision="$${variable(name, 'REVISION')}"`;
}

function status(namespace: string, name: string): string {
  return `kubectl rollout status --namespace=${namespace} deployment/${name}`;
}

function scale(namespace: string, name: string, replicas: string): string {
  return `kubectl scale --namespace=${namespace} deployment ${name} --replicas=${replicas}`;
}

function variable(deployment: string, what: string): string {
  return `${deployment.toUpperCase().replaceAll('-', '_')}_${what}`;
}

function commented(heading: string, commands: readonly string[]): string {
  return [`# Kubernetes, ${heading}:`, ...commands].join('\n');
}
