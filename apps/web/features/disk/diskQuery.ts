import { getLeaseDisk, type Transport } from '@infinitio/sdk'
import type { LeaseDiskWire } from '@infinitio/domain/wire'
import { queryOptions } from '@tanstack/react-query'

const watchfulMs = 1_500

/** Snapshots of a lease and whether it moves; asked for again while something of it is under way. */
export function diskQuery(api: Transport, leaseId: string) {
  return queryOptions({
    queryKey: ['lease-disk', leaseId],
    queryFn: () => getLeaseDisk(api, leaseId),
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? watchfulMs : false),
  })
}

/** Whether a copy, a restore or a move goes on. */
export function isUnderWay({ snapshots, restore, move }: LeaseDiskWire): boolean {
  const isCopying = snapshots.some(({ state }) => state === 'requested' || state === 'copying')
  const isRestoring = restore?.state === 'waiting' || restore?.state === 'running'
  return isCopying || isRestoring || isMoving(move)
}

/** Whether a move is not over yet. */
export function isMoving(move: LeaseDiskWire['move']): boolean {
  return move !== null && move.state !== 'done' && move.state !== 'failed'
}
