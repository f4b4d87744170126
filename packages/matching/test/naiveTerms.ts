import type { Ask, Bid } from '@infinitio/domain'
import type { AdminCommand, BookCommand, EngineCommand, ReservedHours } from '../src/index.ts'

/** Commands about the journal or its rules, which change no order. */
export type OfEngine = Exclude<EngineCommand, { kind: 'Tick' }>

/** Returns true for a command that changes no order and lets no time pass. */
export function isOfEngine(command: BookCommand): command is OfEngine {
  return ['Upgrade', 'Generation', 'SnapshotPoint', 'SnapshotTaken'].includes(command.kind)
}

/** The largest known code of a time in force (how long an order waits). */
export const lastTimeInForce = 3

/** Returns true if a bid settles whole or not at all. */
export function isWhole({ allOrNothing, cluster, timeInForce }: Bid): boolean {
  return allOrNothing || cluster || timeInForce === 3
}

/** Returns true if one of two asks of a node replaces the other: a node has one open ask for each private renter, and one for everyone. */
export function isSameSlot(one: Ask, other: Ask): boolean {
  return one.provider === other.provider && one.node === other.node && one.privateRenter === other.privateRenter
}

/** Returns true if a range has an hour. */
export function isIn(hour: number, { fromHour, toHour }: ReservedHours): boolean {
  return hour >= fromHour && hour < toHour
}

/** Returns true if a mask of classes or regions has this bit. */
export function hasBit(mask: bigint, bit: number): boolean {
  return ((mask >> BigInt(bit)) & 1n) === 1n
}

/** Returns true if the open GPUs of a bid wait in the book. */
export function mayRest({ timeInForce }: Bid): boolean {
  return timeInForce === 0 || timeInForce === 1
}

/** Returns when a bid expires: 30 s before its signed expiry, or one second after its last possible start if that is earlier. */
export function endOf({ expiry, startUntil }: Bid): bigint {
  return expiry - 30n < startUntil + 1n ? expiry - 30n : startUntil + 1n
}

/** Returns true if an ask wants no more than the older ask, on the same terms. */
export function askShrinks(older: Ask, ask: Ask): boolean {
  const free = ['maxGpus', 'minDurationSeconds', 'maxDurationSeconds', 'availableFrom', 'availableUntil', 'executor', 'nonce', 'expiry'] as const
  const isShorter = ask.minDurationSeconds >= older.minDurationSeconds && ask.maxDurationSeconds <= older.maxDurationSeconds
  const isWithin = ask.availableFrom >= older.availableFrom && ask.availableUntil <= older.availableUntil
  return ask.maxGpus <= older.maxGpus && isShorter && isWithin && sameBut(older, ask, free)
}

/** Returns true if two orders differ only in the given fields. */
export function sameBut<Order extends Ask | Bid>(one: Order, other: Order, free: readonly (keyof Order)[]): boolean {
  return (Object.keys(one) as (keyof Order)[]).every((field) => free.includes(field) || one[field] === other[field])
}

/** Returns true for a command of the operator. */
export function isAdmin(command: BookCommand): command is AdminCommand {
  return ['SetMode', 'DelistNode', 'RelistNode', 'BlockAccount', 'UnblockAccount'].includes(command.kind)
}
