import type { LeaseReceiptWire, LeaseWire } from '@infinitio/domain/wire'
import { unitsText } from '#web/parts/format/spanText.ts'

/**
 * The times of a receipt in Unix seconds. `billedUntil` is null unless a notice period is billed after the end. If nothing is billed, `free` is the reason,
 * else null.
 */
export type ReceiptTime = {
  readonly endedAt: number
  readonly billedUntil: number | null
  readonly free: { readonly why: 'trial' | 'neverReady' | 'other'; readonly usedSeconds: number } | null
}

type Times = Pick<LeaseReceiptWire, 'readyAt' | 'end' | 'closedAt' | 'billedSeconds' | 'transactions' | 'creditSeconds'>

/**
 * Returns when a lease ended and until when it is billed. The contract stores only the end of the billed time. In a free trial, this is the time at which the
 * machine was ready; with a notice period, it is later than the real end. So the real end is the time of the transaction that ended the lease. For a lease that
 * was cancelled before it was ready, the contract stores the planned end, so the time of the transaction that closed it counts.
 */
export function receiptTime(
  { readyAt, end, closedAt, billedSeconds, transactions, creditSeconds }: Times,
  { trialSeconds }: Pick<LeaseWire['terms'], 'trialSeconds'>,
): ReceiptTime {
  const ended = transactions.find(({ what }) => what === 'ended')
  const endedAt = ended?.at ?? Math.min(end, closedAt)
  if (billedSeconds > 0) return { endedAt, billedUntil: ended !== undefined && end > endedAt ? end : null, free: null }
  if (readyAt === null) return { endedAt, billedUntil: null, free: { why: 'neverReady', usedSeconds: 0 } }
  const usedSeconds = Math.max(0, endedAt - readyAt)
  const isTrial = creditSeconds === 0 && trialSeconds > 0 && usedSeconds <= trialSeconds
  return { endedAt, billedUntil: null, free: { why: isTrial ? 'trial' : 'other', usedSeconds } }
}

const units = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** Returns the billed seconds as text in exact units, so that a reader can check the price: "2 h 10 min 37 s". */
export function billedSpanText(seconds: number): string {
  const { words } = units.reduce<{ readonly rest: number; readonly words: readonly string[] }>(
    ({ rest, words }, [size, unit]) => ({ rest: rest % size, words: rest < size ? words : [...words, String(Math.floor(rest / size)), unit] }),
    { rest: seconds, words: [] },
  )
  return unitsText(words.length === 0 ? '0 s' : words.join(' '))
}
