import type { StartedScript } from '../runtime/sandboxProcess.ts'

/** How far the agent has come with a lease; the last word is always on disk. */
export type LeasePhase = 'preparing' | 'prepared' | 'removing'

/** What the agent has of one lease, as it is on disk. Times are Unix seconds of the block clock. */
export type ActualLease = {
  leaseId: string
  /** Hash of the bid that made it: its trace id. Null in a lease that an older agent wrote down. */
  orderHash: string | null
  nodeId: string
  phase: LeasePhase
  startSeconds: number
  endSeconds: number
  /** The end that the renter and the programs were told of a minute before; null when none was near yet. */
  toldEndSeconds: number | null
  workloadHash: string
  /** Signed time of the last Ready that was handed over; null before the first. */
  readySignedAtSeconds: number | null
  /** Its own image: 'coming' while this process pulls it, and on disk 'wanted' until it is what the lease runs in. */
  image: 'none' | 'wanted' | 'coming' | 'here' | 'failed'
  /** Sealed to this node: 'wanted' until they are here, 'asked' once the renter was told so. */
  secrets: 'none' | 'wanted' | 'asked' | 'here'
  /** What its disk begins with: 'coming' while this process unpacks it, and on disk 'wanted' until it is whole ('unpacked'), and the market knows ('here'), or it will not come. */
  restore: 'none' | 'wanted' | 'coming' | 'unpacked' | 'here' | 'failed'
  /** Its processes were stopped, so that its disk can be copied. */
  still: boolean
  /** The last snapshot that this process began; on disk always null, as a copy that was broken off begins anew. */
  snapshotId: string | null
  /** 'starting' is written before the start and stays there when the agent is killed in between: then it is not tried again. */
  script: 'none' | 'waiting' | 'starting' | StartedScript
}
