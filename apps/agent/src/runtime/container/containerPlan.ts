import type { LeaseLimits } from './containerSettings.ts'
import type { LeaseSeccomp } from './seccomp/writeSeccomp.ts'

/** A directory or file of this machine that a container sees. */
export type ContainerMount = { source: string; destination: string }

/** Everything a lease's container is created from, before it is put into the words of one engine. */
export type ContainerPlan = {
  name: string
  hostname: string
  /** The OCI runtime that starts it, by the engine's name of it; null: the engine's default. */
  ociRuntime: string | null
  /** The container whose network it joins, by name; null: an empty one of its own. */
  networkOf: string | null
  /** Name by digest, or the id of an image that is here. Never a tag alone, which may name another image tomorrow. */
  image: string
  labels: Record<string, string>
  /** The whole environment, the image's part of it cleaned. */
  environment: Record<string, string>
  /** The image's variables that must not arrive, for engines that merge the image's environment in. */
  dropped: readonly string[]
  /** Directories the image wants as anonymous volumes, which no limit would hold. */
  imageVolumes: readonly string[]
  mounts: readonly ContainerMount[]
  limits: LeaseLimits
  /** Most open files of a process, and most processes of a user; engines without every right cannot raise them above the agent's own. */
  openFiles: number
  openProcesses: number
  /** The first of the 65,536 user and group ids of this machine to which those of the container are mapped. */
  firstId: number
  /** Names of devices as the Container Device Interface knows them, such as `nvidia.com/gpu=0`. */
  cdiDevices: readonly string[]
  seccomp: LeaseSeccomp
}

/** Users a container has of its own. */
export const idsOfContainer = 65_536

/** Where a container's log of the start script lies inside it. */
export const logInside = '/run/infinitio/start.log'

/**
 * What the first process does: it waits, and takes in the orphans of the others. Everything of the renter's is started beside it by
 * the engine. The kernel shields it from signals of its own container, and when it ends, all others end.
 */
export const firstProcess = ['/bin/sh', '-c', 'while :; do sleep 3600; done'] as const

/** Sizes of the file systems in memory, which count against the lease's memory. */
export const sharedMemoryShare = 0.5
export const runMib = 16
