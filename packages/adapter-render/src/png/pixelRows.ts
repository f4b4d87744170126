import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import { AdapterError } from '@infinitio/tasks'
import type { Png } from './readPng.ts'

const bytesPerPixel = 3
const compress = promisify(deflate)
const decompress = promisify<Uint8Array, { readonly maxOutputLength: number }, Buffer>(inflate)

/**
 * Returns the pixels of a picture, three bytes each, row by row. Throws an AdapterError if its rows cannot be decompressed, or are not exactly those of its size.
 * Never uses more memory than the size needs.
 */
export async function pixelsOf({ width, height, rows }: Png): Promise<Uint8Array> {
  const line = width * bytesPerPixel
  const filtered = await inflated(rows, height * (line + 1))
  const pixels = new Uint8Array(height * line)
  for (let row = 0; row < height; row += 1) {
    const from = row * (line + 1)
    const own = filtered.subarray(from + 1, from + 1 + line)
    unfilter(own, { filter: filtered[from] ?? 0, pixels, at: row * line, line })
  }
  return pixels
}

/** Returns a picture with these pixels. Its rows have no filter. */
export async function pictureOf(pixels: Uint8Array, { width, height }: Pick<Png, 'width' | 'height'>): Promise<Png> {
  const line = width * bytesPerPixel
  const filtered = new Uint8Array(height * (line + 1))
  for (let row = 0; row < height; row += 1) filtered.set(pixels.subarray(row * line, (row + 1) * line), row * (line + 1) + 1)
  return { width, height, rows: new Uint8Array(await compress(filtered)) }
}

async function inflated(rows: Uint8Array, most: number): Promise<Uint8Array> {
  try {
    const bytes = await decompress(rows, { maxOutputLength: most })
    if (bytes.length === most) return bytes
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error))
  }
  throw refuse('rows are missing')
}

type Target = { readonly filter: number; readonly pixels: Uint8Array; readonly at: number; readonly line: number }

/** Undoes the filter of one row, as the PNG standard (W3C, 2003, chapter 9) defines it. */
function unfilter(row: Uint8Array, { filter, pixels, at, line }: Target): void {
  if (filter > 4) throw refuse(`a row has the filter ${filter}`)
  for (let place = 0; place < line; place += 1) {
    const left = place < bytesPerPixel ? 0 : (pixels[at + place - bytesPerPixel] ?? 0)
    const above = at === 0 ? 0 : (pixels[at - line + place] ?? 0)
    const corner = at === 0 || place < bytesPerPixel ? 0 : (pixels[at - line + place - bytesPerPixel] ?? 0)
    pixels[at + place] = (row[place] ?? 0) + guessOf(filter, left, above, corner)
  }
}

function guessOf(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return above
  return filter === 3 ? (left + above) >> 1 : nearest(left, above, corner)
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const toLeft = Math.abs(guess - left)
  const toAbove = Math.abs(guess - above)
  const toCorner = Math.abs(guess - corner)
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner
}

function refuse(why: string): AdapterError {
  return new AdapterError('adapterFault', `This picture cannot be used: ${why}.`)
}
