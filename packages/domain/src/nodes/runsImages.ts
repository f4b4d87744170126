import type { RuntimeKind } from './runtimes.ts'

/** The kinds of runtime that run container images. */
export const imageRuntimes: readonly string[] = ['container' satisfies RuntimeKind]

/** Returns whether a machine can run container images. A machine without a declared container runtime cannot, so its leases start with a shell. */
export function runsImages({ runtime }: { readonly runtime: string | null }): boolean {
  return runtime !== null && imageRuntimes.includes(runtime)
}
