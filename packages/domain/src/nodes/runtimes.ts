import type { Isolation } from './isolation.ts'
import { runsImages } from './runsImages.ts'

/**
 * Facts about one kind of runtime. `isolation` applies if the machine's agent does not report its own. `isForDevelopment` is true if it isolates leases too
 * little for public chains. `runsImages.ts` lists the kinds that run images in a container engine.
 */
type RuntimeFacts = { readonly isolation: Isolation; readonly isForDevelopment: boolean }

/** Every kind of runtime for leases. `local`: a folder and a shell. `container`: Docker or Podman. */
const runtimes = {
  local: { isolation: 'process', isForDevelopment: true },
  container: { isolation: 'container', isForDevelopment: false },
} as const satisfies Record<string, RuntimeFacts>

/** One kind of runtime. */
export type RuntimeKind = keyof typeof runtimes

/** The names of all kinds of runtimes. */
export const runtimeKinds = Object.keys(runtimes) as [RuntimeKind, ...RuntimeKind[]]

/** The kinds of runtimes that run container images. */
export const imageRuntimes: readonly string[] = runtimeKinds.filter((runtime) => runsImages({ runtime }))

/** Returns true for a kind of runtime that may be used only on the development chain. */
export function isForDevelopment(runtime: RuntimeKind): boolean {
  return runtimes[runtime].isForDevelopment
}

/** Returns the isolation of a machine that reports only the name of its runtime. Returns the weakest level for an unknown name. */
export function usualIsolation(runtime: string): Isolation {
  return runtimes[runtimeKinds.find((kind) => kind === runtime) ?? 'local'].isolation
}
