/** Written down before the first change: each change is a revision of its own, so that afterwards “the previous one” is the bad one. */
export const ON_KUBERNETES =
  'On Kubernetes, first write down of the API and the worker: API_REVISION and API_IMAGE of the last good version, API_REPLICAS as it is now, and WORKER_… alike. Pause Argo CD or Flux where it owns them, or it puts the bad image back.';

/** Which image each revision has, and how many pods of each run. Reads only. */
export const RECORD_REVISIONS = [
  '# Kubernetes, what runs and what each revision has:',
  String.raw`kubectl get replicasets -o custom-columns='DEPLOYMENT:.metadata.ownerReferences[0].name,REVISION:.metadata.annotations.deployment\.kubernetes\.io/revision,REPLICAS:.spec.replicas,IMAGES:.spec.template.spec.containers[*].image'`,
].join('\n');

/**
 * Back to the recorded image or revision by name. Setting the image keeps the read-only mode; going to a revision restores its whole
 * template, which has none, so no pod may run until it is set again.
 */
export const GO_BACK: readonly string[] = [
  '# Kubernetes, where only the image differs; a read-only mode stays on:\nkubectl set image "deployment/$API_DEPLOYMENT" "$API_CONTAINER=$API_IMAGE"\nkubectl set image "deployment/$WORKER_DEPLOYMENT" "$WORKER_CONTAINER=$WORKER_IMAGE"',
  '# Kubernetes, where more than the image differs; a revision has no read-only mode, so nothing runs meanwhile:\nkubectl scale deployment "$API_DEPLOYMENT" "$WORKER_DEPLOYMENT" --replicas=0\nkubectl rollout undo "deployment/$API_DEPLOYMENT" --to-revision="$API_REVISION"\nkubectl rollout undo "deployment/$WORKER_DEPLOYMENT" --to-revision="$WORKER_REVISION"',
  '# Kubernetes, and then, with a read-only mode:\nkubectl set env "deployment/$API_DEPLOYMENT" READ_ONLY_MODE=true\nkubectl scale deployment "$API_DEPLOYMENT" --replicas="$API_REPLICAS"',
  'kubectl rollout status "deployment/$API_DEPLOYMENT"',
];
