import type { ChainEvent } from './chainEvent.ts'

/** Fields with text that stays text even if it has only digits. In all other fields, a text of digits becomes a bigint (addresses and hashes begin with 0x). */
const words: ReadonlySet<string> = new Set(['name', 'className', 'regionName', 'purpose', 'entry', 'event', 'reason'])

/** Parses an event that the follower stored as canonical JSON. Returns the value that `decodeLog` returned. Throws if the text is not JSON. */
export function eventFromCanonical(text: string): ChainEvent {
  return JSON.parse(text, (key, value: unknown) =>
    typeof value === 'string' && !words.has(key) && /^-?\d+$/.test(value) ? BigInt(value) : value,
  ) as ChainEvent
}
