/**
 * Returns true if a machine can run container images. A machine that declares no container runtime cannot, so its leases start with a shell. Pages load this
 * early, so it does not load `runtimes.ts`.
 */
export function runsImages({ runtime }: { readonly runtime: string | null }): boolean {
  return runtime === 'container'
}
