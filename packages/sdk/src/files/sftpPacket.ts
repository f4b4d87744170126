/** A field of a request. */
export type Field = Uint8Array

const encoder = new TextEncoder()

/** One packet: its length, type, number and fields. */
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

/** A number of 32 bits. */
export function uint32(value: number): Field {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

/** A number of 64 bits. */
export function uint64(value: number): Field {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

/** Bytes with their length before them; a text is its UTF-8. */
export function lengthed(value: string | Uint8Array): Field {
  const bytes = typeof value === 'string' ? encoder.encode(value) : value
  const field = new Uint8Array(4 + bytes.byteLength)
  new DataView(field.buffer).setUint32(0, bytes.byteLength)
  field.set(bytes, 4)
  return field
}
