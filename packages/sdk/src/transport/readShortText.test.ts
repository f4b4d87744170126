import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readShortText } from './readShortText.ts'

const piece = new TextEncoder().encode('x'.repeat(1_024))

test('returns the text of an answer of 64 KiB, also if a character is in two pieces', async () => {
  const sign = new TextEncoder().encode('许')
  const body = () => [...Array<Uint8Array>(63).fill(piece), sign.subarray(0, 1), sign.subarray(1)]
  const text = `${'x'.repeat(63 * 1_024)}许`
  expect(await readShortText(ReadableStream.from(body()))).toBe(text)
  expect(await readShortText(Readable.from(body()))).toBe(text)
})

test('closes an endless answer after 64 KiB', async () => {
  let [sent, isClosed] = [0, false]
  async function* endless() {
    try {
      for (;;) {
        sent += 1
        yield piece
      }
    } finally {
      isClosed = true
    }
  }
  for (const body of [ReadableStream.from(endless()), Readable.from(endless(), { highWaterMark: 1 })]) {
    ;[sent, isClosed] = [0, false]
    await expect(readShortText(body)).rejects.toMatchObject({ code: 'serving.upstream_failed' })
    await expect.poll(() => isClosed).toBe(true)
    expect(sent).toBeLessThan(80)
  }
})
