import type { ErrorCode } from '@infinitio/domain'
import { refusal } from '../transport/refusal.ts'
import { replyType, type SftpFields, status } from './sftpFields.ts'

/** The answer to one request: its packet type, and its fields still to be read. */
export type SftpReply = { readonly type: number; readonly fields: SftpFields }

/** An encoded field of a request. */
export type Field = Uint8Array

const encoder = new TextEncoder()

/** Encodes one packet: its length, type, request number and fields. */
export function sftpPacket(type: number, id: number, fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const length = 5 + fields.reduce((sum, field) => sum + field.byteLength, 0)
  const packet = new Uint8Array(4 + length)
  const view = new DataView(packet.buffer)
  view.setUint32(0, length)
  view.setUint8(4, type)
  view.setUint32(5, id)
  let at = 9
  for (const field of fields) {
    packet.set(field, at)
    at += field.byteLength
  }
  return packet
}

/** Encodes a number as 32 bits. */
export function uint32(value: number): Field {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

/** Encodes a number as 64 bits. */
export function uint64(value: number): Field {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

/** Encodes bytes, or a text as UTF-8, with a length prefix. */
export function lengthed(value: string | Uint8Array): Field {
  const bytes = typeof value === 'string' ? encoder.encode(value) : value
  const field = new Uint8Array(4 + bytes.byteLength)
  new DataView(field.buffer).setUint32(0, bytes.byteLength)
  field.set(bytes, 4)
  return field
}

const codes: Partial<Record<number, ErrorCode>> = { [status.noSuchFile]: 'lease.file_unknown', [status.permissionDenied]: 'lease.file_forbidden' }

/**
 * Returns the fields of an answer of this type, or null at the end of a file or folder. Throws `lease.file_exists`, `lease.file_unknown`,
 * `lease.file_forbidden`, `lease.file_refused` with the machine's message about `path`, and `lease.transfer_broken` for an unexpected answer.
 */
export function fieldsOf({ type, fields }: SftpReply, wanted: number, path: string): SftpFields | null {
  if (type === wanted && type !== replyType.status) return fields
  if (type !== replyType.status) throw refusal('lease.transfer_broken', { detail: `the machine answered something else about ${path}` })
  const code = read(() => fields.uint32())
  if (code === status.ok && wanted === replyType.status) return fields
  if (code === status.eof) return null
  const said = fields.left > 0 ? read(() => fields.text()) : ''
  throw refusal(said === 'EEXIST' ? 'lease.file_exists' : (codes[code] ?? 'lease.file_refused'), {
    detail: said === '' ? path : `${path}: ${said.slice(0, 200)}`,
  })
}

/** Reads from an answer. Throws `lease.transfer_broken` if the answer is too short. */
export function read<Value>(take: () => Value): Value {
  try {
    return take()
  } catch (error) {
    throw refusal('lease.transfer_broken', { detail: String(error) })
  }
}
