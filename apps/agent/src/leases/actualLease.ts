import type { StartedScript } from '../runtime/sandboxProcess.ts'

/**
 * How far the agent has come with a lease: its sandbox (the isolated environment in which it runs) is being made, exists, or is being removed. The newest state
 * is always on disk.
 */
export type LeasePhase = 'preparing' | 'prepared' | 'removing'

/** The agent's state of one lease, with the fields that are stored on disk. Times are Unix seconds of the block clock. */
export type ActualLease = {
  leaseId: string
  /** Hash of the bid that made the lease, used as trace id. Null in a lease that an older agent stored. */
  orderHash: string | null
  nodeId: string
  phase: LeasePhase
  startSeconds: number
  endSeconds: number
  /**
   * The end of the lease of which the agent last warned the renter and the lease's programs, in Unix seconds. The agent warns them one minute before the end.
   * Null if it has not warned them yet.
   */
  toldEndSeconds: number | null
  workloadHash: string
  /**
   * The signing time of the last Ready message (the machine's signed statement that the lease can be used) that the market received. Null before the first one.
   */
  readySignedAtSeconds: number | null
  /**
   * The state of the container image that the renter chose. While this process pulls the image, the state is 'coming', but only in memory: on disk it stays
   * 'wanted' until the lease runs in the image.
   */
  image: 'none' | 'wanted' | 'coming' | 'here' | 'failed'
  /**
   * State of the renter's secrets, which are encrypted to this node. 'wanted' until they are here or the agent has asked the renter to send them; 'asked' from
   * then until they are here.
   */
  secrets: 'none' | 'wanted' | 'asked' | 'here'
  /**
   * State of the snapshot (encrypted copy of an earlier disk) from which this lease's disk is restored. 'coming' exists only in memory, while this process
   * unpacks the snapshot; on disk the state stays 'wanted'. 'unpacked': the disk is complete. 'here': the market was informed of that. 'failed': the restore
   * has failed.
   */
  restore: 'none' | 'wanted' | 'coming' | 'unpacked' | 'here' | 'failed'
  /** True while the agent has paused the lease's processes to copy the disk. */
  still: boolean
  /**
   * The id of the last snapshot that this process started. On disk it is always null, so that a copy that a restart interrupted starts again from the
   * beginning.
   */
  snapshotId: string | null
  /**
   * The state of the start script. The agent stores 'starting' before it starts the script. If the agent is killed after that, the state stays 'starting', and
   * the script is not started again.
   */
  script: 'none' | 'waiting' | 'starting' | StartedScript
}
