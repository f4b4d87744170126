import type { ChainEvent } from './chainEvent.ts'

/** Fields with text, whose digits remain text. Any other text of digits is a bigint, because addresses and hashes begin with 0x. */
const words: ReadonlySet<string> = new Set(['name', 'className', 'regionName', 'purpose', 'entry', 'event', 'reason'])

/** Parses an event that the follower stored as canonical JSON into the value of `decodeLog`. Throws when the text is not JSON. */
export function eventFromCanonical(text: string): ChainEvent {
  return JSON.parse(text, (key, value: unknown) =>
    typeof value === 'string' && !words.has(key) && /^-?\d+$/.test(value) ? BigInt(value) : value,
  ) as ChainEvent
}
