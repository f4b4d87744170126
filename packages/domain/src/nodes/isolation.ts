/**
 * The isolation of a lease from its machine, weakest first. `process`: a user of the machine, only on development chains. `container`:
 * namespaces and a filter of system calls, on the machine's kernel. `gvisor`: a kernel in user space between the lease and the machine's kernel.
 * `kata`: a virtual machine with its own kernel.
 */
export const isolationLevels = ['process', 'container', 'gvisor', 'kata'] as const

/** One isolation level. */
export type Isolation = (typeof isolationLevels)[number]

/** Returns the isolation level with this name. Returns null for another text. */
export function isolationOf(text: string): Isolation | null {
  return isolationLevels.find((level) => level === text) ?? null
}
