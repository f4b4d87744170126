import { deflateSync } from 'node:zlib'
import { AdapterError } from '@infinitio/tasks'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pictureOf, pixelsOf } from './pixelRows.ts'
import { readPng } from './readPng.ts'
import { writePng } from './writePng.ts'

const pictures = fc.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    pixels: fc.uint8Array({ minLength: 3 * size.width * size.height, maxLength: 3 * size.width * size.height }),
  }),
)

describe('a picture', () => {
  test('has the same pixels after it was written and read, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(pictures, async ({ size, pixels }) => {
        const file = writePng(await pictureOf(pixels, size))
        expect(await pixelsOf(readPng(file, size))).toEqual(pixels)
        expect(() => readPng(file, { ...size, width: size.width + 1 })).toThrow(AdapterError)
      }),
      { numRuns: 100, seed: 36 },
    )
  })

  test('has the same pixels with each filter of the standard', async () => {
    await fc.assert(
      fc.asyncProperty(pictures, fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 9, maxLength: 9 }), async ({ size, pixels }, filters) => {
        expect(await pixelsOf({ ...size, rows: new Uint8Array(deflateSync(filtered(pixels, { ...size, filters }))) })).toEqual(pixels)
      }),
      { numRuns: 200, seed: 36 },
    )
  })

  test('is read without the time of its making, which the program that made it adds', async () => {
    const size = { width: 2, height: 1 }
    const plain = Buffer.from(writePng(await pictureOf(Uint8Array.from([1, 2, 3, 4, 5, 6]), size)))
    const text = Buffer.from('0000000474455874' + '44003132' + '00000000', 'hex')
    const dated = new Uint8Array(Buffer.concat([plain.subarray(0, 33), text, plain.subarray(33)]))
    expect(Buffer.from(writePng(readPng(dated, size))).equals(plain)).toBe(true)
  })

  test('is refused with another filter', async () => {
    const rows = new Uint8Array(deflateSync(new Uint8Array([5, 0, 0, 0])))
    await expect(pixelsOf({ width: 1, height: 1, rows })).rejects.toThrow('a row has the filter 5')
  })
})

type Filtering = { readonly width: number; readonly height: number; readonly filters: readonly number[] }

/** The filters as the standard writes them, the long way: one function for each. */
function filtered(pixels: Uint8Array, { width, height, filters }: Filtering): Uint8Array {
  const line = 3 * width
  const at = (row: number, place: number) => (row < 0 || place < 0 ? 0 : (pixels[row * line + place] ?? 0))
  const paeth = (left: number, above: number, corner: number) =>
    [left, above, corner].toSorted((one, other) => Math.abs(left + above - corner - one) - Math.abs(left + above - corner - other))[0] ?? 0
  const guess = [
    () => 0,
    (row: number, place: number) => at(row, place - 3),
    (row: number, place: number) => at(row - 1, place),
    (row: number, place: number) => Math.floor((at(row, place - 3) + at(row - 1, place)) / 2),
    (row: number, place: number) => paeth(at(row, place - 3), at(row - 1, place), at(row - 1, place - 3)),
  ]
  const rows = Array.from({ length: height }, (_, row) => {
    const filter = filters[row] ?? 0
    return [filter, ...Array.from({ length: line }, (__, place) => (at(row, place) - (guess[filter]?.(row, place) ?? 0)) & 255)]
  })
  return Uint8Array.from(rows.flat())
}
