import type { ChainEvent } from './chainEvent.ts'

/**
 * The fields with values that are always text, even if the text has only digits. In all other fields, a text of digits becomes a bigint. Addresses and hashes
 * begin with 0x, so they stay text.
 */
const words: ReadonlySet<string> = new Set(['name', 'className', 'regionName', 'purpose', 'entry', 'event', 'reason'])

/**
 * Parses an event that the follower (the process that copies chain events) stored as canonical JSON. Returns the value that `decodeLog` returned. Throws if the
 * text is not JSON.
 */
export function eventFromCanonical(text: string): ChainEvent {
  return JSON.parse(text, (key, value: unknown) =>
    typeof value === 'string' && !words.has(key) && /^-?\d+$/.test(value) ? BigInt(value) : value,
  ) as ChainEvent
}
