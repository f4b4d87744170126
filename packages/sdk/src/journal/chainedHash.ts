import { sha256 } from 'viem/utils'

const encoder = new TextEncoder()

/** The hash that the first row builds on. */
export const journalStart = '0'.repeat(64)

/**
 * The hash a row must have after the one before it: sha256(previous ‖ seq ‖ atMs ‖ length and bytes of command ‖ length and bytes of events), numbers
 * big-endian with 64 bits, lengths with 32. Written for whoever checks us, apart from what the engine writes with.
 */
export function chainedHash(row: { previous: string; seq: bigint; atMs: bigint; command: string; events: string }): string {
  const [command, events] = [encoder.encode(row.command), encoder.encode(row.events)]
  const bytes = new Uint8Array(32 + 16 + 8 + command.length + events.length)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < 32; at += 1) bytes[at] = Number.parseInt(row.previous.slice(2 * at, 2 * at + 2), 16)
  view.setBigUint64(32, row.seq)
  view.setBigUint64(40, row.atMs)
  view.setUint32(48, command.length)
  bytes.set(command, 52)
  view.setUint32(52 + command.length, events.length)
  bytes.set(events, 56 + command.length)
  return sha256(bytes).slice(2)
}
