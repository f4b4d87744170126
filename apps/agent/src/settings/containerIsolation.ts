import type { Isolation } from '@infinitio/domain'

/** Levels of isolation that a container engine gives: the machine's own kernel, gVisor's, or that of a virtual machine. */
export const containerIsolations = ['container', 'gvisor', 'kata'] as const satisfies readonly Isolation[]

/** One of them. */
export type ContainerIsolation = (typeof containerIsolations)[number]

/** Whether a lease at this level has a kernel apart from the machine's, so the machine sees neither its processes nor its loopback. */
export const hasOwnKernel = (isolation: ContainerIsolation): boolean => isolation !== 'container'
