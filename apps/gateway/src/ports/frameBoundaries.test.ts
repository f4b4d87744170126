import { describe, expect, test } from 'vitest'
import { FrameBoundaries } from './frameBoundaries.ts'

const frames = [frame(1, 0), frame(2, 5), frame(2, 125), frame(2, 126), frame(2, 65_535), frame(2, 65_536), frame(1, 3), frame(8, 2)]

describe('follows the boundaries of frames', () => {
  test.each([1, 7, 1_000, 1_000_000])('finds boundaries in pieces of %i bytes', (size) => {
    const followed = new FrameBoundaries()
    const all = Buffer.concat(frames)
    const ends = new Set(frames.map((_, index) => Buffer.concat(frames.slice(0, index + 1)).length))
    for (let at = 0; at < all.length; at += size) {
      const piece = all.subarray(at, at + size)
      const taken = followed.take(piece, { untilBoundary: false })
      if (taken !== piece.length || followed.isBetweenFrames !== ends.has(at + piece.length)) throw new Error(`wrong at ${at + piece.length}`)
    }
    expect(followed.hasClosed).toBe(true)
  })

  test('stops a piece at the end of the open frame', () => {
    const followed = new FrameBoundaries()
    const all = Buffer.concat([frame(2, 70_000), frame(1, 4)])
    followed.take(all.subarray(0, 100), { untilBoundary: false })
    expect(followed.take(all.subarray(100), { untilBoundary: true })).toBe(70_010 - 100)
    expect(followed.isBetweenFrames).toBe(true)
    expect(followed.take(all.subarray(70_010), { untilBoundary: true })).toBe(0)
  })
})

function frame(kind: number, length: number): Buffer {
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  head[0] = 0x80 | kind
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, Buffer.alloc(length, 0x88)])
}
