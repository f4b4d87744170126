import { readyGraceSeconds, stopNoticeSeconds } from '@infinitio/domain'
import type { RestoreTask } from '../snapshots/restoreDisk.ts'
import type { SnapshotTask } from '../snapshots/takeSnapshot.ts'
import type { ActualLease } from './actualLease.ts'
import type { DesiredLease } from './desiredLease.ts'

/**
 * Why the machine removes a lease. `ended`: the market no longer has the lease or reports its end, Ready did not come in time, or an earlier removal was
 * interrupted. `time_up`: its paid time is over, by the block clock. `lost`: the node was declared lost. `replaced`: the stored lease belongs to an earlier
 * chain.
 */
export type RemoveReason = 'ended' | 'time_up' | 'lost' | 'replaced'

/** One step that brings a lease closer to the state that the market wants. Each step is safe to repeat after a crash. */
export type LeaseAction =
  | { kind: 'prepare'; lease: DesiredLease }
  | { kind: 'signReady'; leaseId: string }
  | { kind: 'bringImage'; leaseId: string }
  | { kind: 'openSecrets'; leaseId: string }
  | { kind: 'askForSecrets'; leaseId: string }
  | { kind: 'restoreDisk'; leaseId: string; task: RestoreTask }
  | { kind: 'tellRestored'; leaseId: string }
  | { kind: 'takeSnapshot'; leaseId: string; task: SnapshotTask }
  | { kind: 'goOn'; leaseId: string }
  | { kind: 'startScript'; leaseId: string }
  | { kind: 'updateEnd'; leaseId: string; endSeconds: number }
  | { kind: 'tellEnd'; leaseId: string; endSeconds: number }
  | { kind: 'remove'; leaseId: string; reason: RemoveReason }

/**
 * The chain accepts a Ready message (the machine's signed statement that the lease can be used) up to 120 s after its signed time. The machine signs a new one
 * after this many seconds, well before that.
 */
const readyAgainAfterSeconds = 45

/**
 * Returns the steps that bring the leases on this machine to the state that the market wants. Pure. `nowSeconds` is the block clock. `desired` is null when the
 * market does not respond. Then the machine only removes leases past their stored end, completes removals that it began, and gives stop notices. A lease that
 * is already prepared is not prepared again. If a stored lease of another chain has the same number, it is removed first. A lost lease is wiped and never
 * served again. A lease gets one stop notice for each end, a minute before it.
 */
export function reconcile({
  desired,
  actual,
  nowSeconds,
}: {
  desired: readonly DesiredLease[] | null
  actual: readonly ActualLease[]
  nowSeconds: number
}): LeaseAction[] {
  const have = new Map(actual.map((lease) => [lease.leaseId, lease]))
  const actions: LeaseAction[] = []
  for (const lease of actual) {
    const wanted = desired?.find((want) => want.leaseId === lease.leaseId)
    const reason = removeReason({ lease, wanted, desired, nowSeconds })
    const endSeconds = wanted?.endSeconds ?? lease.endSeconds
    if (reason !== null) actions.push({ kind: 'remove', leaseId: lease.leaseId, reason })
    else if (isEndToTell(lease, { endSeconds, nowSeconds })) actions.push({ kind: 'tellEnd', leaseId: lease.leaseId, endSeconds })
  }
  for (const want of desired ?? []) {
    if (!isLive(want, nowSeconds)) continue
    const lease = have.get(want.leaseId)
    if (lease === undefined) actions.push({ kind: 'prepare', lease: want })
    else if (isSame(lease, want)) actions.push(...nextSteps({ lease, want, nowSeconds }))
  }
  return actions
}

function removeReason({
  lease,
  wanted,
  desired,
  nowSeconds,
}: {
  lease: ActualLease
  wanted: DesiredLease | undefined
  desired: readonly DesiredLease[] | null
  nowSeconds: number
}): RemoveReason | null {
  if (lease.phase === 'removing') return 'ended'
  if (desired === null) return nowSeconds >= lease.endSeconds ? 'time_up' : null
  if (wanted?.state === 'lost' && isSame(lease, wanted)) return 'lost'
  if (wanted === undefined || wanted.state === 'ended') return nowSeconds >= lease.endSeconds ? 'time_up' : 'ended'
  if (!isSame(lease, wanted)) return 'replaced'
  if (nowSeconds >= wanted.endSeconds) return 'time_up'
  return wanted.state === 'booked' && nowSeconds > wanted.startSeconds + Number(readyGraceSeconds) ? 'ended' : null
}

/**
 * Returns true if a Ready lease ends within a minute and no stop notice was given for that end yet. While the market does not respond, the end that is stored
 * on this machine counts.
 */
function isEndToTell(lease: ActualLease, { endSeconds, nowSeconds }: { endSeconds: number; nowSeconds: number }): boolean {
  const isServed = lease.phase === 'prepared' && lease.readySignedAtSeconds !== null
  return isServed && nowSeconds >= endSeconds - stopNoticeSeconds && lease.toldEndSeconds !== endSeconds
}

function nextSteps({ lease, want, nowSeconds }: { lease: ActualLease; want: DesiredLease; nowSeconds: number }): LeaseAction[] {
  if (lease.phase !== 'prepared') return lease.phase === 'preparing' ? [{ kind: 'prepare', lease: want }] : []
  const steps: LeaseAction[] = []
  if (want.endSeconds !== lease.endSeconds) steps.push({ kind: 'updateEnd', leaseId: lease.leaseId, endSeconds: want.endSeconds })
  const signedAt = lease.readySignedAtSeconds
  const signAgain = signedAt === null || nowSeconds >= signedAt + readyAgainAfterSeconds
  if (want.state === 'booked' && signAgain) steps.push({ kind: 'signReady', leaseId: lease.leaseId })
  const isTold = signedAt !== null || want.state === 'active'
  if (lease.image === 'wanted' && isTold) steps.push({ kind: 'bringImage', leaseId: lease.leaseId })
  const hasItsImage = lease.image === 'none' || lease.image === 'here'
  const hasItsSecrets = lease.secrets === 'none' || lease.secrets === 'here'
  const hasItsDisk = lease.restore === 'none' || lease.restore === 'here'
  const restore = restoreTaskOf(want)
  // The disk does not depend on the image, but a new image restarts the lease. So the restore waits until the image is in use or has failed.
  if (lease.restore === 'wanted' && restore !== null && isTold && lease.image !== 'wanted' && lease.image !== 'coming')
    steps.push({ kind: 'restoreDisk', leaseId: lease.leaseId, task: restore })
  if (lease.restore === 'unpacked') steps.push({ kind: 'tellRestored', leaseId: lease.leaseId })
  const snapshot = want.disk?.snapshot ?? null
  const isBegun = snapshot === null || snapshot.snapshotId === lease.snapshotId
  if (!isBegun && lease.restore !== 'coming') steps.push({ kind: 'takeSnapshot', leaseId: lease.leaseId, task: snapshot })
  if (isBegun && lease.still && snapshot === null && want.disk?.paused !== true) steps.push({ kind: 'goOn', leaseId: lease.leaseId })
  // Of the steps that can fail, decrypt the secrets last. If they cannot be decrypted, only the start script has to wait.
  if (!hasItsSecrets && want.hasSecrets) steps.push({ kind: 'openSecrets', leaseId: lease.leaseId })
  else if (lease.secrets === 'wanted' && isTold) steps.push({ kind: 'askForSecrets', leaseId: lease.leaseId })
  if (lease.script === 'waiting' && hasItsImage && hasItsSecrets && hasItsDisk && isTold) steps.push({ kind: 'startScript', leaseId: lease.leaseId })
  return steps
}

/** Returns the snapshot to restore. Null if there is none, or while the snapshot or its encrypted key is not known yet. */
function restoreTaskOf({ disk }: DesiredLease): RestoreTask | null {
  const { snapshotId = null, sealedKey = null, ...rest } = disk?.restore ?? { parts: 0, storedBytes: 0, diskBytes: 0 }
  return snapshotId === null || sealedKey === null || rest.parts === 0 ? null : { snapshotId, sealedKey, ...rest }
}

function isLive(want: DesiredLease, nowSeconds: number): boolean {
  if (want.state === 'ended' || want.state === 'lost' || nowSeconds >= want.endSeconds || nowSeconds < want.startSeconds) return false
  return want.state === 'active' || nowSeconds <= want.startSeconds + Number(readyGraceSeconds)
}

function isSame(lease: ActualLease, want: DesiredLease): boolean {
  return lease.nodeId === want.nodeId && lease.startSeconds === want.startSeconds && lease.workloadHash === want.workloadHash
}
