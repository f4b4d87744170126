import { createHash } from 'node:crypto'

/** The hash that the first journal row builds on. */
export const journalGenesis = '0'.repeat(64)

/**
 * sha256(previous ‖ seq ‖ atMs ‖ command ‖ events) in lower-case hex: previous as its 32 bytes, seq and atMs as unsigned
 * big-endian 64-bit integers, command and events as UTF-8, each text preceded by its length in bytes as 32 bits, so that
 * no two rows share an input.
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
  const head = Buffer.alloc(16)
  head.writeBigUInt64BE(seq, 0)
  head.writeBigUInt64BE(atMs, 8)
  return createHash('sha256').update(previous, 'hex').update(head).update(lengthPrefixed(command)).update(lengthPrefixed(events)).digest('hex')
}

function lengthPrefixed(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length, 0)
  return Buffer.concat([length, bytes])
}
