/** Everything that can happen to a lease and gets one record each. The sequence is that of pages. */
export const faultIncidents = [
  'lost',
  'unreachable',
  'not_ready',
  'gpu_error',
  'reboot',
  'image',
  'script_exit',
  'out_of_memory',
  'disk_full',
  'provider_ended',
] as const

/** One kind of incident. */
export type FaultIncident = (typeof faultIncidents)[number]

/**
 * The facts from which a rule attributes an incident. `noFaultFacts` has no evidence at all. Each fact is more evidence: a larger number, or
 * true instead of false.
 */
export type FaultFacts = {
  /** The API, the database, the chain or the engine did not work at that time. */
  readonly isMarketAway: boolean
  /** More than a fifth of the machines of its gateway dropped within 60 s, of several providers. */
  readonly isGatewayDown: boolean
  /** Ways by which the machine was silent: each gateway, and its reports to the API. */
  readonly silentWays: number
  /** Ways by which the machine responded at the same time. */
  readonly seenWays: number
  /** The gateway that lost the machine had no open tunnel of any machine. */
  readonly isGatewayEmpty: boolean
  /** The Xid error of the NVIDIA driver, or null. */
  readonly xid: number | null
  readonly hasRebooted: boolean
  /** The machine had the workload, but was not ready 600 s after the start. */
  readonly isReadyLate: boolean
  readonly hasImageFailed: boolean
  /** The image has no digest, so no machine runs it. */
  readonly isImageRefused: boolean
  /** Other machines on which the same image failed. */
  readonly otherMachinesFailed: number
  /** The machine ran another image for another lease, at most 1 h before this failure or after it. */
  readonly hasOtherImageCome: boolean
  /** Another image failed on the machine in the last seven days. */
  readonly hasOtherImageFailed: boolean
  /** The workload ended with an error, exceeded its memory or its disk, or was never stored. */
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
  isReadyLate: false,
  hasImageFailed: false,
  isImageRefused: false,
  otherMachinesFailed: 0,
  hasOtherImageCome: false,
  hasOtherImageFailed: false,
  hasWorkloadFailed: false,
  isEndSigned: false,
}
