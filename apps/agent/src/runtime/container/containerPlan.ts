import type { LeaseLimits } from './containerSettings.ts'
import type { LeaseSeccomp } from './seccomp/writeSeccomp.ts'

/** A directory or file of this machine that is mounted into a container. */
export type ContainerMount = { source: string; destination: string }

/** All data from which a lease's container is created, independent of the engine's API. */
export type ContainerPlan = {
  name: string
  hostname: string
  /** The engine's name of the OCI runtime that starts the container; null means the engine's default. */
  ociRuntime: string | null
  /** Name of another container; this container joins that one's network. Null means an empty network namespace. */
  networkOf: string | null
  /** The image to start: a name with a digest, or the id of a local image. Never a name with only a tag, because a tag may point to another image later. */
  image: string
  labels: Record<string, string>
  /** All environment variables of the container. Dangerous variables of the image are already left out. */
  environment: Record<string, string>
  /** Variables of the image that must not reach the container, for engines that add the image's environment. */
  dropped: readonly string[]
  /** Directories that the image declares as volumes without a name. The engine would store them outside of the lease's limited disk. */
  imageVolumes: readonly string[]
  mounts: readonly ContainerMount[]
  limits: LeaseLimits
  /**
   * Maximum open files of a process and maximum processes of a user. An engine without full privileges cannot raise them above the agent's own
   * limits.
   */
  openFiles: number
  openProcesses: number
  /** The first of the 65,536 user and group ids of this machine to which the container's ids are mapped. */
  firstId: number
  /** Device names of the Container Device Interface, such as `nvidia.com/gpu=0`. */
  cdiDevices: readonly string[]
  seccomp: LeaseSeccomp
}

/** Number of user ids that a container has. */
export const idsOfContainer = 65_536

/** Path of the start script's log inside the container. */
export const logInside = '/run/infinitio/start.log'

/**
 * The command of the container's first process, which only waits and adopts orphaned processes. The engine starts every process of the renter beside it. As the
 * first process of its container, it ignores signals that processes in the container send. When it ends, all other processes in the container end too.
 */
export const firstProcess = ['/bin/sh', '-c', 'while :; do sleep 3600; done'] as const

/**
 * Sizes of the file systems in memory: the fraction of the lease's memory that /dev/shm may use, and the MiB that /run may use. Files in both count against the
 * lease's memory.
 */
export const sharedMemoryShare = 0.5
export const runMib = 16
