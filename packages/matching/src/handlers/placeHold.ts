import { type Address, type ErrorCode, pTokenUnits } from '@infinitio/domain'
import { availableBalance } from '../book/availableBalance.ts'
import type { HoldRecord } from '../book/holdRecord.ts'
import { startHold } from '../book/liveHold.ts'
import { hiddenBy } from '../book/nodeVisibility.ts'
import { freeGpus } from '../book/freeGpus.ts'
import { hoursToReserve } from '../book/hoursToReserve.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { askRefusal, gpusFrom } from '../rules/askRefusal.ts'
import { operatorRefusal } from '../rules/operatorRefusal.ts'
import {
  freeUsedHoldsVersion,
  fundedHoldsPerHour,
  holdLifetimeMs,
  holdPriceSeconds,
  hourMs,
  longestLeaseSeconds,
  unfundedHoldsAtOnce,
} from '../rules/marketRules.ts'

type PlaceHold = Extract<ApiCommand, { kind: 'PlaceHold' }>

/** Freezes an ask's price for five minutes. A funded hold also reserves GPUs of the ask and, from the account's balance, the price of one hour. */
export function placeHold(turn: Turn, command: PlaceHold): void {
  const { book, emit, atMs } = turn
  const { holdId, account, askHash, gpus, durationSeconds, funded } = command
  if (book.holds.has(holdId)) return
  const hold = operatorRefusal(book, { account, trades: true }) ?? limitRefusal(turn, command) ?? holdOf(turn, command)
  if (typeof hold === 'string') {
    emit({ kind: 'HoldRejected', holdId, account, askHash, gpus, durationSeconds, funded, code: hold })
    return
  }
  startHold(book, hold)
  const price = book.asks.get(askHash)?.price ?? pTokenUnits(0n)
  const { node, amount, hours } = hold
  emit({
    kind: 'HoldPlaced',
    holdId,
    account,
    node,
    askHash,
    gpus,
    durationSeconds,
    funded,
    pricePerGpuSecond: price,
    amount,
    hours,
    expiresAtMs: atMs + holdLifetimeMs,
  })
}

/**
 * Returns the error code of the first limit that another hold would exceed, or null. An account may have one funded hold (which also reserves money) at a time,
 * and ten unfunded holds at a time. It may place three funded holds per hour; from version 9 of the rules on, holds that a bid used do not count here.
 */
function limitRefusal({ book, atMs }: Turn, { account, funded }: PlaceHold): ErrorCode | null {
  const mine = countingHolds(book, account, atMs).filter((hold) => hold.funded === funded)
  const live = mine.filter((hold) => hold.state === 'held').length
  if (!funded) return live >= unfundedHoldsAtOnce ? 'hold.one_at_a_time' : null
  if (live > 0) return 'hold.one_at_a_time'
  const counted = book.version < freeUsedHoldsVersion ? mine : mine.filter((hold) => hold.state !== 'used')
  return counted.length >= fundedHoldsPerHour ? 'hold.hourly_limit' : null
}

/** Returns the holds (reservations) of an account that count against a limit: live holds, and funded holds of the last hour. Forgets the others. */
function countingHolds({ accounts }: Turn['book'], account: Address, atMs: number): HoldRecord[] {
  const record = accounts.get(account)
  if (record === undefined) return []
  record.holds = record.holds.filter(({ state, funded, placedAtMs }) => state === 'held' || (funded && placedAtMs > atMs - hourMs))
  return record.holds
}

function holdOf(turn: Turn, { holdId, account, askHash, gpus, durationSeconds, funded }: PlaceHold): HoldRecord | ErrorCode {
  const { book, now, atMs } = turn
  const record = book.asks.get(askHash)
  if (record === undefined) return 'order.ask_unknown'
  if (record.state !== 'open') return 'order.ask_gone'
  const node = book.nodes.get(record.nodeId)
  if (node === undefined) return 'node.unknown'
  if (durationSeconds < 1n || durationSeconds > longestLeaseSeconds) return 'lease.duration_limit'
  const refusal = hiddenBy(book, node.node) ?? askRefusal(turn, record, { renter: account, durationSeconds })
  if (refusal !== null) return refusal
  const laterSeconds = BigInt(funded ? holdLifetimeMs / 1000 : 0)
  const hours = hoursToReserve({ now, durationSeconds, laterSeconds })
  const offered = gpusFrom(record, node, { gpus, atLeast: gpus, free: freeGpus(node, hours.fromHour, hours.toHour), slice: null })
  if (typeof offered === 'string') return offered
  const amount = pTokenUnits(funded ? record.price * BigInt(gpus) * holdPriceSeconds : 0n)
  if (amount > availableBalance(book, account)) return 'account.insufficient_balance'
  return {
    holdId,
    account,
    node: node.node,
    askHash,
    gpus,
    durationSeconds,
    funded,
    amount,
    hours: funded ? hours : null,
    placedAtMs: atMs,
    expiresAtMs: atMs + holdLifetimeMs,
    state: 'held',
  }
}
