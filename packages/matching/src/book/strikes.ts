import { firstPauseMs, longestPauseMs, strikeMemoryMs, strikeWindowMs } from '../rules/marketRules.ts'
import type { Turn } from './turn.ts'
import { wakeAccount } from './woken.ts'
import type { AccountRecord, BidRecord, Strikes } from './records.ts'

/**
 * Counts a strike of an account, because a bid of the account blocked a machine for nothing. All matches that one command (`madeBy`) made for one bid count as
 * one strike. If the account had no strike in the hour before, the strike has no further consequence. Otherwise it pauses the account's resting bids; this
 * costs the same for any number of bids.
 */
export function strike(turn: Turn, { account, bid, madeBy }: { account: AccountRecord; bid: BidRecord | undefined; madeBy: number }): void {
  const { atMs } = turn
  if (bid !== undefined) {
    if (bid.struckFor === madeBy) return
    bid.struckFor = madeBy
  }
  account.strikes ??= { lastAtMs: Number.NEGATIVE_INFINITY, counted: 0, pausedUntilMs: 0 }
  const { strikes } = account
  const sinceMs = atMs - strikes.lastAtMs
  strikes.lastAtMs = atMs
  if (sinceMs >= strikeMemoryMs) strikes.counted = 0
  if (sinceMs >= strikeWindowMs) return
  strikes.counted += 1
  pause(turn, account, strikes)
}

function pause({ book, seq, atMs, emit }: Turn, account: AccountRecord, strikes: Strikes): void {
  const untilMs = atMs + Math.min(firstPauseMs * 2 ** (strikes.counted - 1), longestPauseMs)
  if (untilMs <= strikes.pausedUntilMs) return
  if (strikes.pausedUntilMs !== 0) book.pauses.noteOver()
  strikes.pausedUntilMs = untilMs
  book.pauses.push({ seq, account, untilMs })
  emit({ kind: 'AccountPaused', account: account.address, untilMs })
}

/** Ends each pause (after strikes) whose time is over, and lets the resting bids of its account search again. */
export function endPauses({ book, atMs }: Turn): void {
  for (let over = book.pauses.popDue(atMs); over !== null; over = book.pauses.popDue(atMs)) {
    const { account } = over
    if (account.strikes !== null) account.strikes.pausedUntilMs = 0
    wakeAccount(book, account)
  }
}
