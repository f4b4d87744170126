import type { ModelBlock } from './model/modelChain.ts'

/** The possible changes of a lease's state (edges), by their numbers in docs/market.md. */
export const leaseEdges = {
  1: 'settled',
  2: 'given away',
  3: 'cancelled',
  4: 'taken back before Ready',
  5: 'ready',
  6: 'no show',
  7: 'extended',
  8: 'credited',
  9: 'claimed',
  10: 'ended and accepted',
  11: 'ended',
  12: 'taken back after Ready',
  13: 'node lost',
  14: 'time up',
  15: 'closed',
} as const

/** The number of one edge (a change of a lease's state) in docs/market.md. */
export type LeaseEdge = keyof typeof leaseEdges

const PROVIDER_ENDED = 4
const NODE_LOST = 5
const NO_SHOW = 6
const ZERO = `0x${'0'.repeat(40)}`

/** Counts how often the transactions of a chain took each edge (each possible change of a lease's state). */
export function countLeaseEdges(blocks: readonly ModelBlock[]): Record<LeaseEdge, number> {
  const counts = Object.fromEntries(Object.keys(leaseEdges).map((edge) => [edge, 0])) as Record<LeaseEdge, number>
  const states = new Map<bigint, 'booked' | 'active' | 'ended' | 'accepted'>()
  const take = (edge: LeaseEdge): void => {
    counts[edge] += 1
  }
  for (const { mined } of blocks)
    for (const { events } of mined)
      for (const { name, args } of events) {
        const leaseId = (args['leaseId'] ?? args['tokenId']) as bigint
        const reason = args['reason'] as number
        switch (name) {
          case 'Settled':
            take(1)
            states.set(leaseId, 'booked')
            break
          // The event `Transfer` reports each new owner of the lease's token, also when the token is created. When it is destroyed (sent to the zero address),
          // do not count that here, because another event reports the end of the lease.
          case 'Transfer':
            if (args['to'] !== ZERO) take(2)
            break
          case 'LeaseReady':
            take(5)
            states.set(leaseId, 'active')
            break
          case 'LeaseExtended':
            take(7)
            break
          case 'LeaseCredited':
            take(8)
            break
          case 'LeasePaid':
            take(9)
            break
          case 'LeaseEnded':
            take(args['accepted'] === true ? 10 : reason === PROVIDER_ENDED ? 12 : reason === NODE_LOST ? 13 : 11)
            states.set(leaseId, args['accepted'] === true ? 'accepted' : 'ended')
            break
          case 'LeaseClosed': {
            const state = states.get(leaseId)
            if (state === 'booked') take(reason === PROVIDER_ENDED ? 4 : reason === NO_SHOW ? 6 : 3)
            if (state === 'active') take(14)
            if (state === 'active' || state === 'ended') take(15)
            states.delete(leaseId)
            break
          }
        }
      }
  return counts
}
