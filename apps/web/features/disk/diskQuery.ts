import { isMoveOver } from '@infinitio/domain'
import { getLeaseDisk, listSnapshots, type Transport } from '@infinitio/sdk'
import type { LeaseDiskWire, SnapshotWire } from '@infinitio/domain/wire'
import { queryOptions } from '@tanstack/react-query'

const watchfulMs = 1_500

/** The part of a lease's page that shows its snapshots. */
export const diskPanelId = 'snapshots'

/** Snapshots of a lease and whether it moves; asked for again while something of it is under way. */
export function diskQuery(api: Transport, leaseId: string) {
  return queryOptions({
    queryKey: ['lease-disk', leaseId],
    queryFn: () => getLeaseDisk(api, leaseId),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? watchfulMs : false),
  })
}

/** Snapshots of all leases of the account; asked for again while one is being copied. */
export function snapshotsQuery(api: Transport) {
  return queryOptions({
    queryKey: ['snapshots'],
    queryFn: () => listSnapshots(api),
    refetchInterval: ({ state }) => (state.data?.items.some(isCopying) === true ? watchfulMs : false),
  })
}

/** Whether a copy, a restore or a move goes on, or a move that came to nothing has left a lease to end. */
export function isUnderWay({ snapshots, restore, move }: LeaseDiskWire): boolean {
  if (move !== null && isMoveOver(move.state)) return snapshots.some(isCopying) || (move.state !== 'done' && !move.newOver)
  const isRestoring = restore?.state === 'waiting' || restore?.state === 'running'
  return snapshots.some(isCopying) || isRestoring || move !== null
}

/** Whether a snapshot is not whole yet, and may become so. */
export function isCopying({ state }: SnapshotWire): boolean {
  return state === 'requested' || state === 'copying'
}

/** Whether a move is not over yet. */
export function isMoving(move: LeaseDiskWire['move']): boolean {
  return move !== null && !isMoveOver(move.state)
}

/** The newest snapshot that its renter can open: what a move from a lost machine begins with. Copies made for a move alone are none. */
export function lastOwnSnapshot({ snapshots }: LeaseDiskWire): SnapshotWire | null {
  return snapshots.find(({ state, sealedKey }) => state === 'stored' && sealedKey !== null) ?? null
}
