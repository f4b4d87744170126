import { isMoveOver } from '@infinitio/domain'
import { getLeaseDisk, listSnapshots, type Transport } from '@infinitio/sdk'
import type { LeaseDiskWire, SnapshotWire } from '@infinitio/domain/wire'
import { queryOptions } from '@tanstack/react-query'

const watchfulMs = 1_500

/** Anchor of the snapshots on a lease's page. */
export const diskPanelId = 'snapshots'

/** Fetches the snapshots and the move of a lease, and polls while a copy, restore or move is running. */
export function diskQuery(api: Transport, leaseId: string) {
  return queryOptions({
    queryKey: ['lease-disk', leaseId],
    queryFn: () => getLeaseDisk(api, leaseId),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? watchfulMs : false),
  })
}

/** Fetches the snapshots of all the account's leases, and polls while one is being copied. */
export function snapshotsQuery(api: Transport) {
  return queryOptions({
    queryKey: ['snapshots'],
    queryFn: () => listSnapshots(api),
    refetchInterval: ({ state }) => (state.data?.items.some(isCopying) === true ? watchfulMs : false),
  })
}

/** Returns true while a copy, a restore or a move is not finished, or while a failed move has left behind a lease that must be ended. */
export function isUnderWay({ snapshots, restore, move }: LeaseDiskWire): boolean {
  if (move !== null && isMoveOver(move.state)) return snapshots.some(isCopying) || (move.state !== 'done' && !move.newOver)
  const isRestoring = restore?.state === 'waiting' || restore?.state === 'running'
  return snapshots.some(isCopying) || isRestoring || move !== null
}

/** Returns true for an incomplete snapshot that may still complete. */
export function isCopying({ state }: SnapshotWire): boolean {
  return state === 'requested' || state === 'copying'
}

/** Returns true while the data of a lease is being moved to another machine. */
export function isMoving(move: LeaseDiskWire['move']): boolean {
  return move !== null && !isMoveOver(move.state)
}

/**
 * Returns the newest stored snapshot that its renter can decrypt; null if there is none. If the machine is lost, its disk is restored elsewhere from this
 * snapshot. Temporary copies made for a move do not count, because the renter cannot decrypt them.
 */
export function lastOwnSnapshot({ snapshots }: LeaseDiskWire): SnapshotWire | null {
  return snapshots.find(({ state, sealedKey }) => state === 'stored' && sealedKey !== null) ?? null
}
