import { type CanonicalValue, canonicalJson } from '@infinitio/domain'
import type { BookEvent } from '../events/bookEvent.ts'
import type { BookCommand } from './bookCommand.ts'

/** Every field that holds a bigint, by name: the same name always means the same kind of value in commands and events. */
const bigintFields: ReadonlySet<string> = new Set([
  'amount',
  'askAvailableUntil',
  'askMaxDurationSeconds',
  'askNonce',
  'availableFrom',
  'availableUntil',
  'bidNonce',
  'blockTimestamp',
  'classMask',
  'durationSeconds',
  'end',
  'escrow',
  'escrowAdded',
  'expiry',
  'feeBps',
  'floor',
  'group',
  'leaseId',
  'matchId',
  'maxDurationSeconds',
  'maxFeeBps',
  'maxPricePerGpuSecond',
  'maxRelayFee',
  'minDurationSeconds',
  'minPricePerGpuSecond',
  'minReliabilityBps',
  'nonce',
  'noticeSeconds',
  'pay',
  'pricePerGpuSecond',
  'providerFee',
  'readyAt',
  'referencePricePerGpuSecond',
  'refund',
  'regionMask',
  'relayFee',
  'renterFee',
  'start',
  'startFrom',
  'startUntil',
  'timestamp',
  'trialSeconds',
  'until',
])

/** Text of a command as the journal and the command tables keep it: sorted keys, bigints as decimal strings. */
export function toCanonical(command: BookCommand | readonly BookEvent[]): string {
  return canonicalJson(command as unknown as CanonicalValue)
}

/** Reads a command that `toCanonical` wrote. The tables are written by our own doors, which checked it; anything else throws. */
export function fromCanonical(text: string): BookCommand {
  return JSON.parse(text, reviveBigint) as BookCommand
}

/** Reads the events of a journal row that `toCanonical` wrote. */
export function eventsFromCanonical(text: string): readonly BookEvent[] {
  return JSON.parse(text, reviveBigint) as readonly BookEvent[]
}

function reviveBigint(key: string, value: unknown): unknown {
  return bigintFields.has(key) && typeof value === 'string' ? BigInt(value) : value
}
