import type { StartedScript } from '../runtime/sandboxProcess.ts'

/** How far the agent has come with a lease: its sandbox is being made, exists, or is being removed. The newest state is always on disk. */
export type LeasePhase = 'preparing' | 'prepared' | 'removing'

/** The agent's state of one lease, as stored on disk. Times are Unix seconds of the block clock. */
export type ActualLease = {
  leaseId: string
  /** Hash of the bid that made the lease, used as trace id. Null in a lease that an older agent stored. */
  orderHash: string | null
  nodeId: string
  phase: LeasePhase
  startSeconds: number
  endSeconds: number
  /** The lease's end for which the last stop notice was given to the renter and the programs, one minute before that end. Null before the first notice. */
  toldEndSeconds: number | null
  workloadHash: string
  /** The time in the last Ready message (the machine's signed statement that the lease can be used) that the market received; null before the first one. */
  readySignedAtSeconds: number | null
  /**
   * State of the lease's custom image. 'coming' exists only in memory, while this process pulls the image; on disk the state stays 'wanted' until the
   * lease runs in the image.
   */
  image: 'none' | 'wanted' | 'coming' | 'here' | 'failed'
  /** Secrets that are encrypted to this node. 'wanted' until the machine has them; 'asked' after the agent asked the renter to send them. */
  secrets: 'none' | 'wanted' | 'asked' | 'here'
  /**
   * State of the snapshot that the disk starts from. 'coming' exists only in memory, while this process unpacks; on disk the state stays 'wanted'.
   * 'unpacked': the disk is complete. 'here': the market knows that. 'failed': the restore has failed.
   */
  restore: 'none' | 'wanted' | 'coming' | 'unpacked' | 'here' | 'failed'
  /** True while the agent has paused the lease's processes to copy the disk. */
  still: boolean
  /** The last snapshot that this process started. Always null on disk, because an interrupted copy starts from the beginning. */
  snapshotId: string | null
  /** The agent stores 'starting' before it starts the script. If it is killed in between, the state remains and the script is not started again. */
  script: 'none' | 'waiting' | 'starting' | StartedScript
}
