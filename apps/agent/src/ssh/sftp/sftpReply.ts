import { replyType } from './sftpWords.ts'

/** Encodes a 32-bit number as a field of a packet. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

/** Encodes a 64-bit number as a field of a packet. */
export function uint64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

/** Encodes bytes with their length in front, as a field of a packet. */
export function string(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([uint32(bytes.length), bytes])
}

/** Encodes a whole packet with its length in front, as the answer to request `id`. */
export function reply(type: number, id: number, fields: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from([type]), uint32(id), ...fields])
  return Buffer.concat([uint32(body.length), body])
}

/** Encodes the answer with the final status of a request. */
export function statusReply(id: number, { code, message }: { code: number; message: string }): Buffer {
  return reply(replyType.status, id, [uint32(code), string(message), string('')])
}
