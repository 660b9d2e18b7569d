export interface KubernetesSettings {
  readonly namespace: string;
  readonly deployments: readonly string[];
  /** The variable of the app, and the deployments that know it; null without a read-only mode. */
  readonly readOnly: { readonly env: string; readonly on: readonly string[] } | null;
  /** What pausing writes scales to zero. */
  readonly scaleToZero: readonly string[];
}
