import type { Isolation } from './isolation.ts'
import { runsImages } from './runsImages.ts'

/**
 * Every kind of runtime for leases, with the isolation of a machine whose agent reports none. `local`: a folder and a shell, only on the development
 * chain. `container`: Docker or Podman. `runsImages.ts` names those that run images. Settings, files and messages of the agent follow from this list.
 */
const runtimes = { local: 'process', container: 'container' } as const satisfies Record<string, Isolation>

/** One kind of runtime. */
export type RuntimeKind = keyof typeof runtimes

/** The names of all kinds. */
export const runtimeKinds = Object.keys(runtimes) as [RuntimeKind, ...RuntimeKind[]]

/** The kinds that run container images. */
export const imageRuntimes: readonly string[] = runtimeKinds.filter((runtime) => runsImages({ runtime }))

/** Returns the isolation of a machine whose agent reports only its runtime; the weakest level for an unknown name. */
export function usualIsolation(runtime: string): Isolation {
  return runtimes[runtimeKinds.find((kind) => kind === runtime) ?? 'local']
}
