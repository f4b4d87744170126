import type { ReservedHours } from '../events/bookEvent.ts'
import { endHold } from './liveHold.ts'
import { freeGpus } from './freeGpus.ts'
import type { Turn } from './turn.ts'
import { abandonMatch } from './unsettledMatch.ts'
import type { MatchRecord, NodeRecord } from './records.ts'

/**
 * Releases reservations of a node in hours in which more GPUs are taken than the node has: first holds, then unsettled matches, the newest first in each group.
 * Leases on the chain have priority, because the chain decides about capacity. Does nothing unless an hour in `changed` has too many taken GPUs.
 */
export function dropOverbooked(turn: Turn, node: NodeRecord, changed: ReservedHours): void {
  const { book, emit } = turn
  if (isWithin(node, changed)) return
  const holds = [...book.liveHolds.values()].filter((hold) => hold.node === node.node).reverse()
  for (const hold of holds) {
    if (hold.hours === null || isWithin(node, hold.hours)) continue
    endHold(book, hold, 'released')
    emit({ kind: 'HoldReleased', holdId: hold.holdId, code: 'order.node_taken' })
  }
  const matches = [...book.matches.values()].filter((match) => match.node === node.node && match.state === 'unsettled')
  for (const match of matches.sort(newestFirst)) {
    if (match.state === 'unsettled' && book.matches.has(match.matchId) && !isWithin(node, match.hours)) abandonMatch(turn, match, 'order.node_taken')
  }
}

/** Counts GPUs that do not respond as present: the chain would still settle a match for them, so a match that exists is not given up. */
function isWithin(node: NodeRecord, { fromHour, toHour }: ReservedHours): boolean {
  return freeGpus(node, fromHour, toHour) + node.lostGpus >= 0
}

function newestFirst(one: MatchRecord, other: MatchRecord): number {
  return one.matchId > other.matchId ? -1 : 1
}
