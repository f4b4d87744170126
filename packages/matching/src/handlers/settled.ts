import { assert, hoursOf, type MatchId } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { laneOf } from '../book/accountRecord.ts'
import type { Book } from '../book/book.ts'
import { giveHours, takeHours } from '../book/hourCounts.ts'
import { dropOverbooked } from '../book/dropOverbooked.ts'
import type { LeaseRecord } from '../book/leaseRecord.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import type { Turn } from '../book/turn.ts'
import { abandonMatch, freeMatch, setMatchAside } from '../book/unsettledMatch.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'
import type { ReservedHours } from '../events/bookEvent.ts'

type Settled = Extract<ChainLogCommand, { kind: 'Settled' }>

/**
 * A settle landed. Ours: the match is settled and its reservation becomes the lease's hours. Someone else's: the bid's lane and the
 * node's calendar shrink, and what we had set aside on them and no longer fits is dropped.
 */
export function settled(turn: Turn, command: Settled): void {
  const { book, emit } = turn
  const { leaseId, askHash, bidHash, terms } = command
  const bid = book.bids.get(bidHash)
  const match = bid?.matchId == null ? undefined : book.matches.get(bid.matchId)
  const isOurs = match !== undefined && match.state === 'unsettled' && match.askHash === askHash && match.gpus === terms.gpus
  if (isOurs) {
    freeMatch(book, match)
    match.state = 'settled'
  } else if (match !== undefined && match.state === 'unsettled') {
    abandonMatch(turn, match, 'order.lane_overfilled')
  }
  const lease = leaseOf(command, isOurs ? match.matchId : null)
  book.leases.set(leaseId, lease)
  applySettle(book, lease, 1)
  emit({ kind: 'Settled', matchId: lease.matchId, leaseId, askHash, bidHash })
  dropOverbooked(turn, nodeOf(book, lease), lease)
}

/** The chain dropped a settle: the lease never was. A match of ours waits again with the hours the lease had. */
export function unsettled({ book, emit }: Turn, { leaseId }: Settled): void {
  const lease = book.leases.get(leaseId)
  assert(lease !== undefined && lease.closing === null, 'a dropped settle is known and not closed')
  applySettle(book, lease, -1)
  book.leases.delete(leaseId)
  const match = lease.matchId === null ? undefined : book.matches.get(lease.matchId)
  const hours: ReservedHours = { fromHour: lease.fromHour, toHour: lease.toHour }
  if (match !== undefined) {
    match.hours = hours
    setMatchAside(book, match)
  }
  emit({ kind: 'Unsettled', matchId: lease.matchId, leaseId, bidHash: lease.bidHash, hours })
}

function leaseOf({ leaseId, bidHash, bidNonce, terms, escrow, relayFee, relayer }: Settled, matchId: MatchId | null): LeaseRecord {
  const { fromHour, toHour } = hoursOf(terms)
  const { node, gpus, renter, provider } = terms
  const parties = { renter, provider, relayer }
  const taken = { escrow, relayFee }
  return {
    leaseId,
    matchId,
    bidHash,
    bidNonce,
    node,
    gpus,
    ...parties,
    ...taken,
    fromHour,
    agreedToHour: toHour,
    toHour,
    isEnded: false,
    paidToProvider: 0n,
    refundedToRenter: 0n,
    closing: null,
  }
}

/** Moves money, hours and lane of a settle: sign 1 applies it, -1 takes it back. */
function applySettle(book: Book, lease: LeaseRecord, sign: 1 | -1): void {
  const account = accountOf(book, lease.renter)
  account.balance -= BigInt(sign) * (lease.escrow + lease.relayFee)
  accountOf(book, lease.relayer).balance += BigInt(sign) * lease.relayFee
  laneOf(account, lease.bidNonce).filled += sign * lease.gpus
  const move = sign === 1 ? takeHours : giveHours
  move(nodeOf(book, lease).leased, lease, { gpus: lease.gpus, horizon: book.horizonHour })
}

function nodeOf(book: Book, { node }: LeaseRecord): NodeRecord {
  const record = book.nodes.get(node)
  assert(record !== undefined, 'the node of a lease is registered')
  return record
}
