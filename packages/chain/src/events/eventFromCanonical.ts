import type { ChainEvent } from './chainEvent.ts'

/** Fields that hold words: digits in them stay digits. Every other text of digits is a bigint, since addresses and hashes begin with 0x. */
const words: ReadonlySet<string> = new Set(['name', 'className', 'regionName', 'purpose', 'entry', 'event', 'reason'])

/** Reads an event that the follower stored as canonical JSON: the same value that `decodeLog` gave. Throws when the text is not JSON. */
export function eventFromCanonical(text: string): ChainEvent {
  return JSON.parse(text, (key, value: unknown) =>
    typeof value === 'string' && !words.has(key) && /^-?\d+$/.test(value) ? BigInt(value) : value,
  ) as ChainEvent
}
