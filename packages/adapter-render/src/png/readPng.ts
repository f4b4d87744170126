import { AdapterError } from '@infinitio/tasks'

/** A PNG file with 8 bits for each of red, green and blue: its size, and its compressed rows. */
export type Png = { readonly width: number; readonly height: number; readonly rows: Uint8Array }

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** 8 bits, red-green-blue, deflate, adaptive filters, not interlaced. */
const form = [8, 2, 0, 0, 0]
const headBytes = 8
const checkBytes = 4

/**
 * Reads a PNG file. Ignores everything but its size and its pixels, such as the time of its making. Throws an AdapterError for a file of another form or with
 * another size than expected. Does not decompress its rows.
 */
export function readPng(bytes: Uint8Array, size: { readonly width: number; readonly height: number }): Png {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!signature.every((byte, at) => bytes[at] === byte)) throw refuse('it is not a PNG file')
  const parts: Uint8Array[] = []
  let at = signature.length
  let isFirst = true
  for (;;) {
    if (at + headBytes + checkBytes > bytes.length) throw refuse('it is cut off')
    const length = view.getUint32(at)
    const kind = new TextDecoder().decode(bytes.subarray(at + 4, at + headBytes))
    const start = at + headBytes
    if (start + length + checkBytes > bytes.length) throw refuse('it is cut off')
    if (isFirst) checkHead(view, { kind, length, start, size })
    else if (kind === 'IDAT') parts.push(bytes.subarray(start, start + length))
    else if (kind === 'IEND') return { ...size, rows: new Uint8Array(Buffer.concat(parts)) }
    isFirst = false
    at = start + length + checkBytes
  }
}

type Head = {
  readonly kind: string
  readonly length: number
  readonly start: number
  readonly size: { readonly width: number; readonly height: number }
}

function checkHead(view: DataView, { kind, length, start, size }: Head): void {
  if (kind !== 'IHDR' || length !== headBytes + form.length) throw refuse('it has no head')
  const [width, height] = [view.getUint32(start), view.getUint32(start + 4)]
  if (width !== size.width || height !== size.height) throw refuse(`it has ${width} × ${height} pixels, not ${size.width} × ${size.height}`)
  if (!form.every((byte, at) => view.getUint8(start + headBytes + at) === byte)) throw refuse('its pixels do not have 8 bits for red, green and blue')
}

function refuse(why: string): AdapterError {
  return new AdapterError('adapterFault', `This picture cannot be used: ${why}.`)
}
