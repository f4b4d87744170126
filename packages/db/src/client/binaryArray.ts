const textOid = 25
const int8Oid = 20
const headerBytes = 20
const isNull = -1

/** Returns a text[] parameter in Postgres' binary format. In text format, every quote of a JSON document would be escaped here and parsed by the server. */
export function textArray(values: readonly (string | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? isNull : Buffer.byteLength(value)))
  const buffer = arrayBuffer({ oid: textOid, count: values.length, bytes: lengths.reduce((sum, length) => sum + 4 + Math.max(0, length), 0) })
  let at = headerBytes
  values.forEach((value, place) => {
    at = buffer.writeInt32BE(lengths[place] ?? isNull, at)
    if (value !== null) at += buffer.write(value, at)
  })
  return buffer
}

/** Returns a bigint[] parameter in Postgres' binary format. Throws if a value does not fit 64 bits. */
export function bigintArray(values: readonly (bigint | number | null)[]): Buffer {
  const bytes = values.reduce<number>((sum, value) => sum + (value === null ? 4 : 12), 0)
  const buffer = arrayBuffer({ oid: int8Oid, count: values.length, bytes })
  let at = headerBytes
  for (const value of values) {
    at = buffer.writeInt32BE(value === null ? isNull : 8, at)
    if (value !== null) at = buffer.writeBigInt64BE(BigInt(value), at)
  }
  return buffer
}

/** Returns the header of a one-dimensional array that starts at index 1 and may contain nulls. An empty array has no dimension. */
function arrayBuffer({ oid, count, bytes }: { oid: number; count: number; bytes: number }): Buffer {
  const isEmpty = count === 0
  const buffer = Buffer.allocUnsafe(isEmpty ? 12 : headerBytes + bytes)
  buffer.writeInt32BE(isEmpty ? 0 : 1, 0)
  buffer.writeInt32BE(isEmpty ? 0 : 1, 4)
  buffer.writeInt32BE(oid, 8)
  if (isEmpty) return buffer
  buffer.writeInt32BE(count, 12)
  buffer.writeInt32BE(1, 16)
  return buffer
}
