/** Every kind of incident that gets a record in a lease's history, in the order in which pages list them. */
export const faultIncidents = [
  'lost',
  'unreachable',
  'not_ready',
  'gpu_error',
  'gpu_memory',
  'gpu_lost',
  'reboot',
  'image',
  'script_exit',
  'out_of_memory',
  'disk_full',
  'port_closed',
  'provider_ended',
] as const

/** One kind of incident. */
export type FaultIncident = (typeof faultIncidents)[number]

/**
 * The facts by which a rule decides who caused an incident. More evidence is always a larger number, or true instead of false. `noFaultFacts` has no evidence
 * at all.
 */
export type FaultFacts = {
  /** The API, the database, the chain or the engine did not work at the time of the incident. */
  readonly isMarketAway: boolean
  /**
   * Within 60 s, the machine's gateway lost the tunnels of more than a fifth of the machines that it serves, and these machines belonged to several providers.
   */
  readonly isGatewayDown: boolean
  /**
   * The number of ways (connections to the market) over which the machine did not respond. Each gateway is one way, and the machine's own reports to the API
   * are another.
   */
  readonly silentWays: number
  /** The number of ways (see `silentWays`) over which the machine responded while it did not respond over others. */
  readonly seenWays: number
  /** The gateway that lost the machine had no open tunnel from any other machine either. */
  readonly isGatewayEmpty: boolean
  /** The number of the Xid error that the NVIDIA driver reported, or null. */
  readonly xid: number | null
  readonly hasRebooted: boolean
  /** The driver counted memory errors of the lease's GPUs that ECC could not correct, after the lease began. */
  readonly hasMemoryErrors: boolean
  /** The driver reported that a GPU of the lease is lost. */
  readonly isGpuLost: boolean
  /**
   * The disk of the machine was full, although the lease's own disk was not. Only set for leases whose disk has its own limit, because other leases can fill
   * the machine's disk themselves.
   */
  readonly isMachineDiskFull: boolean
  /** The machine received the workload in time, but was not ready 600 s after the lease's start. */
  readonly isReadyLate: boolean
  readonly hasImageFailed: boolean
  /** The image reference has no digest. Every machine refuses such an image. */
  readonly isImageRefused: boolean
  /** The number of other providers on whose machines the same image failed. Machines of the same provider may share a network that the registry rejects. */
  readonly otherProvidersFailed: number
  /** The machine started another image for another lease within 1 h before or after this failure. */
  readonly hasOtherImageCome: boolean
  /** Another image, of another renter, failed on the machine in the last seven days. One renter can order two images that do not exist. */
  readonly hasOtherImageFailed: boolean
  /**
   * The workload ended with an error, exceeded its memory or its disk, or did not listen at a port that visitors tried, or nobody sent the workload to the
   * market.
   */
  readonly hasWorkloadFailed: boolean
  /** An account ended the lease with its signature. */
  readonly isEndSigned: boolean
}

/** Facts without any evidence. */
export const noFaultFacts: FaultFacts = {
  isMarketAway: false,
  isGatewayDown: false,
  silentWays: 0,
  seenWays: 0,
  isGatewayEmpty: false,
  xid: null,
  hasRebooted: false,
  hasMemoryErrors: false,
  isGpuLost: false,
  isMachineDiskFull: false,
  isReadyLate: false,
  hasImageFailed: false,
  isImageRefused: false,
  otherProvidersFailed: 0,
  hasOtherImageCome: false,
  hasOtherImageFailed: false,
  hasWorkloadFailed: false,
  isEndSigned: false,
}
