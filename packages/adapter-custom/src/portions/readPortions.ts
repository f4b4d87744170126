import { AdapterError } from '@infinitio/tasks'

const lengthBytes = 4

/**
 * Returns the portions that `split` wrote: each is its length in bytes (32 bits, little-endian), then its bytes. Throws an AdapterError for bytes that are not a
 * sequence of such portions, for an empty sequence, and for more than `most` portions.
 */
export function readPortions(written: Uint8Array, most: number): readonly Uint8Array[] {
  const view = new DataView(written.buffer, written.byteOffset, written.byteLength)
  const portions: Uint8Array[] = []
  let at = 0
  while (at < written.length) {
    if (portions.length === most) throw refuse(`split wrote more than ${most} portions`)
    const start = at + lengthBytes
    if (start > written.length) throw refuse(`the length of portion ${portions.length} is cut off`)
    const end = start + view.getUint32(at, true)
    if (end > written.length) throw refuse(`portion ${portions.length} is longer than the rest of what split wrote`)
    portions.push(written.slice(start, end))
    at = end
  }
  if (portions.length === 0) throw refuse('split wrote no portion')
  return portions
}

function refuse(why: string): AdapterError {
  return new AdapterError('programFailed', `The module failed: ${why}.`, { field: 'module' })
}
