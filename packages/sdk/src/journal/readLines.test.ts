import { describe, expect, test } from 'vitest'
import { readLines } from './readJournal.ts'

/** Returns a response body that arrives in `pieces`, and a function that shows whether the reader cancelled it. */
function bodyOf(pieces: readonly Uint8Array[]): { body: ReadableStream<Uint8Array>; wasCancelled: () => boolean } {
  let isCancelled = false
  const rest = [...pieces]
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = rest.shift()
      if (piece === undefined) controller.close()
      else controller.enqueue(piece)
    },
    cancel() {
      isCancelled = true
    },
  })
  return { body, wasCancelled: () => isCancelled }
}

async function linesOf(body: ReadableStream<Uint8Array>): Promise<string[]> {
  const lines: string[] = []
  for await (const line of readLines(body)) lines.push(line)
  return lines
}

describe('the lines of a stream', () => {
  test('are the same however it was cut, also within a letter', async () => {
    const bytes = new TextEncoder().encode('{"a":"ü🦀"}\n{"b":1}\n\nlast')
    for (const size of [1, 2, 3, 7, bytes.length]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size))
      expect(await linesOf(bodyOf(pieces).body)).toEqual(['{"a":"ü🦀"}', '{"b":1}', '', 'last'])
    }
  })

  test('are an empty list if nothing comes', async () => {
    expect(await linesOf(bodyOf([]).body)).toEqual([])
  })

  test('are not read on when nobody wants more', async () => {
    const endless = bodyOf(Array.from({ length: 1_000 }, () => new TextEncoder().encode('line\n')))
    for await (const line of readLines(endless.body)) {
      expect(line).toBe('line')
      break
    }
    expect(endless.wasCancelled()).toBe(true)
  })

  test('end with an error if one is longer than any line of the market', async () => {
    const wide = new Uint8Array(16_777_216).fill(97)
    await expect(linesOf(bodyOf([wide, wide, wide, wide, wide]).body)).rejects.toThrow('64 MiB')
  })
})
