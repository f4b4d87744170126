import { hash } from 'node:crypto'

/** The first row of the journal has no previous row. This hash is used in place of the previous row's hash. */
export const journalGenesis = '0'.repeat(64)

const previousBytes = 32

/**
 * Returns sha256(previous ‖ seq ‖ atMs ‖ command ‖ events) in lower-case hex. `previous` is 32 bytes; seq and atMs are unsigned big-endian 64-bit integers.
 * Command and events are UTF-8 texts, and before each comes its length in bytes as a 32-bit integer. So two different rows never have the same input.
 */
export function journalHash({
  previous,
  seq,
  atMs,
  command,
  events,
}: {
  previous: string
  seq: bigint
  atMs: bigint
  command: string
  events: string
}): string {
  const [commandBytes, eventsBytes] = [Buffer.byteLength(command), Buffer.byteLength(events)]
  const bytes = Buffer.allocUnsafe(previousBytes + 16 + 4 + commandBytes + 4 + eventsBytes)
  let at = bytes.write(previous, 'hex')
  at = bytes.writeBigUInt64BE(seq, at)
  at = bytes.writeBigUInt64BE(atMs, at)
  at = bytes.writeUInt32BE(commandBytes, at)
  at += bytes.write(command, at)
  at = bytes.writeUInt32BE(eventsBytes, at)
  bytes.write(events, at)
  // Hash all bytes in one call, which is faster than several steps.
  return hash('sha256', bytes, 'hex')
}
