import type { Isolation } from '@infinitio/domain'

/** Levels of isolation that a container engine offers: the machine's own kernel, gVisor's kernel, or a virtual machine's kernel. */
export const containerIsolations = ['container', 'gvisor', 'kata'] as const satisfies readonly Isolation[]

/** An isolation level of containers. */
export type ContainerIsolation = (typeof containerIsolations)[number]

/** Returns true if a lease at this level of isolation has its own kernel. The machine then sees neither the lease's processes nor its loopback. */
export const hasOwnKernel = (isolation: ContainerIsolation): boolean => isolation !== 'container'
