import { hash } from 'node:crypto'

/** The first journal row has no previous row, so it uses this hash as the previous one. */
export const journalGenesis = '0'.repeat(64)

const previousBytes = 32

/**
 * Returns sha256(previous ‖ seq ‖ atMs ‖ command ‖ events) in lower-case hex. `previous` is 32 bytes; seq and atMs are unsigned big-endian 64-bit
 * integers. Command and events are UTF-8, each after its length in bytes as 32 bits, so that no two rows have the same input.
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
  // Hashes all bytes in one call, because incremental hashing takes half as long again.
  return hash('sha256', bytes, 'hex')
}
