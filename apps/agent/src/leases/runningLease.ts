import type { LeaseImageReportWire } from '@infinitio/domain/wire'
import type { Sandbox } from '../runtime/runtime.ts'
import type { LeaseDoor } from '../ssh/leaseDoor.ts'
import { WebTerminals } from '../ssh/webTerminals.ts'
import { LeaseSessions } from './leaseSessions.ts'
import type { StoredLease } from './leaseStore.ts'

/** A lease that this process serves: what is on disk of it, its sandbox, its open sessions and its web terminals. */
export type RunningLease = {
  nodeId: string
  stored: StoredLease
  sandbox: Sandbox
  sessions: LeaseSessions
  door: LeaseDoor
  terminals: WebTerminals
  /** How far its image is, for the market; null without one. */
  image: LeaseImageReportWire | null
  /** Ends what is done for the lease in the background; aborted when the lease is over. */
  over: AbortController
  /** What is done for it beside everything else; awaited before it is wiped. */
  background: Set<Promise<void>>
  /** The last write of what is on disk of it. */
  saving: Promise<void>
}

/** Makes the in-memory side of a lease from what is on disk; starts nothing. `banner` is shown in its shells. */
export function runningLeaseOf({ stored, sandbox, banner }: { stored: StoredLease; sandbox: Sandbox; banner: string }): RunningLease {
  const sessions = new LeaseSessions()
  const door: LeaseDoor = { leaseId: stored.leaseId, orderHash: stored.orderHash, sandbox, sshKeys: stored.sshKeys, banner, enter: sessions.enter }
  return {
    nodeId: stored.nodeId,
    stored,
    sandbox,
    sessions,
    door,
    terminals: new WebTerminals(door),
    image: imageOf(stored),
    over: new AbortController(),
    background: new Set(),
    saving: Promise.resolve(),
  }
}

function imageOf({ image, imageFault }: StoredLease): LeaseImageReportWire | null {
  switch (image) {
    case 'none':
      return null
    case 'wanted':
    case 'coming':
      return { state: 'wanted' }
    case 'here':
      return { state: 'here' }
    case 'failed':
      return { state: 'refused', reason: imageFault ?? 'The reason was not kept.', retrying: false }
  }
}
