import type { Ask, Bid } from '@infinitio/domain'
import type { AdminCommand, BookCommand, EngineCommand } from '../src/index.ts'

/** Commands that say something of the journal or its rules, and change no order. */
export type OfEngine = Exclude<EngineCommand, { kind: 'Tick' }>

/** True for a command that changes no order and lets no time pass. */
export function isOfEngine(command: BookCommand): command is OfEngine {
  return ['Upgrade', 'Generation', 'SnapshotPoint', 'SnapshotTaken'].includes(command.kind)
}

/** True when a bid settles whole or not at all. */
export function isWhole({ allOrNothing, cluster, timeInForce }: Bid): boolean {
  return allOrNothing || cluster || timeInForce === 3
}

/** True when a mask has a bit. */
export function hasBit(mask: bigint, bit: number): boolean {
  return ((mask >> BigInt(bit)) & 1n) === 1n
}

/** True when what is left of a bid waits in the book. */
export function mayRest({ timeInForce }: Bid): boolean {
  return timeInForce === 0 || timeInForce === 1
}

/** When a bid leaves by itself: 30 s before its expiry, or when its last start is past. */
export function endOf({ expiry, startUntil }: Bid): bigint {
  return expiry - 30n < startUntil + 1n ? expiry - 30n : startUntil + 1n
}

/** True when an ask asks for no more than the older one, on the same terms. */
export function askShrinks(older: Ask, ask: Ask): boolean {
  const free = ['maxGpus', 'minDurationSeconds', 'maxDurationSeconds', 'availableFrom', 'availableUntil', 'executor', 'nonce', 'expiry'] as const
  const isShorter = ask.minDurationSeconds >= older.minDurationSeconds && ask.maxDurationSeconds <= older.maxDurationSeconds
  const isWithin = ask.availableFrom >= older.availableFrom && ask.availableUntil <= older.availableUntil
  return ask.maxGpus <= older.maxGpus && isShorter && isWithin && sameBut(older, ask, free)
}

/** True when two orders are the same but for some fields. */
export function sameBut<Order extends Ask | Bid>(one: Order, other: Order, free: readonly (keyof Order)[]): boolean {
  return (Object.keys(one) as (keyof Order)[]).every((field) => free.includes(field) || one[field] === other[field])
}

/** True for a command of the operator. */
export function isAdmin(command: BookCommand): command is AdminCommand {
  return ['SetMode', 'DelistNode', 'RelistNode', 'BlockAccount', 'UnblockAccount'].includes(command.kind)
}
