import type { Book } from '../book/book.ts'
import { forgetHours } from '../book/hourCounts.ts'
import { endHold } from '../book/liveHold.ts'
import { shutAsk } from '../book/openAsks.ts'
import type { Turn } from '../book/turn.ts'
import { expiryMarginSeconds, hourMs, memorySeconds } from '../rules/marketRules.ts'

/** Ends what ran out before this command: holds by the wall clock, asks by the chain clock; forgets history once an hour. */
export function passTime(turn: Turn): void {
  expireHolds(turn)
  expireAsks(turn)
  const horizonHour = Number((turn.now - memorySeconds) / 3600n)
  if (horizonHour > turn.book.horizonHour) forget(turn, horizonHour)
}

/** All holds live equally long, so the oldest come first. */
function expireHolds({ book, atMs, emit }: Turn): void {
  for (const hold of book.liveHolds.values()) {
    if (hold.expiresAtMs > atMs) return
    endHold(book, hold, 'expired')
    emit({ kind: 'HoldExpired', holdId: hold.holdId })
  }
}

function expireAsks({ book, now, emit }: Turn): void {
  for (let top = book.expiries[0]; top !== undefined && top.ask.expiry - expiryMarginSeconds <= now; top = book.expiries[0]) {
    shutAsk(book, top, 'expired')
    emit({ kind: 'OrderExpired', orderHash: top.orderHash })
  }
}

function forget({ book, now, atMs }: Turn, horizonHour: number): void {
  book.horizonHour = horizonHour
  for (const node of book.nodes.values()) {
    forgetHours(node.leased, horizonHour)
    forgetHours(node.reserved, horizonHour)
  }
  const isLongOver = (moment: bigint) => moment + memorySeconds < now
  for (const [hash, record] of book.asks) if (record.state !== 'open' && isLongOver(record.ask.expiry)) book.asks.delete(hash)
  for (const [hash, record] of book.bids) if (isLongOver(record.bid.expiry) && !isMatched(book, record)) book.bids.delete(hash)
  for (const [id, hold] of book.holds) if (hold.state !== 'held' && hold.placedAtMs + hourMs < atMs) book.holds.delete(id)
  for (const [id, lease] of book.leases) {
    if (lease.closing === null || !isLongOver(lease.closing.at)) continue
    if (lease.matchId !== null) book.matches.delete(lease.matchId)
    book.leases.delete(id)
  }
}

function isMatched(book: Book, { matchId }: { matchId: Parameters<Book['matches']['has']>[0] | null }): boolean {
  return matchId !== null && book.matches.has(matchId)
}
