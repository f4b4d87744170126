import { hex32, type Hex32 } from '@infinitio/domain'
import { toHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { chunkPath, chunkRoot, isChunkProven } from '../index.ts'

const word = (value: number) => hex32(toHex(value, { size: 32 }))
const outputsOf = (chunks: number) => Array.from({ length: chunks }, (_, chunk) => word(chunk + 1))
const outputAt = (outputs: readonly Hex32[], chunk: number) => outputs[chunk] ?? word(0)

describe('the tree of outputs', () => {
  it.each([1, 2, 3, 255, 256])('proves each of %d chunks, and nothing else', (chunks) => {
    const outputs = outputsOf(chunks)
    const root = chunkRoot(outputs)
    for (const chunk of new Set([0, 1, chunks >> 1, chunks - 1].filter((at) => at < chunks))) {
      const path = chunkPath(outputs, chunk)
      const claim = { root, chunks, chunk, output: outputAt(outputs, chunk), path }
      expect(isChunkProven(claim)).toBe(true)
      expect(isChunkProven({ ...claim, output: word(9_999) })).toBe(false)
      expect(isChunkProven({ ...claim, path: [...path, word(0)] })).toBe(false)
      expect(isChunkProven({ ...claim, chunk: chunk ^ 1 })).toBe(false)
    }
    expect(isChunkProven({ root, chunks, chunk: chunks, output: word(0), path: chunkPath(outputs, 0) })).toBe(false)
  })

  it('takes no inner node as a leaf, and no two orders of the same outputs', () => {
    const outputs = outputsOf(4)
    const [left, right] = [chunkRoot(outputs.slice(0, 2)), chunkRoot(outputs.slice(2))]
    expect(chunkRoot([left, right])).not.toBe(chunkRoot(outputs))
    expect(chunkRoot([word(2), word(1)])).not.toBe(chunkRoot([word(1), word(2)]))
  })

  it.each([0, 257])('refuses %d chunks', (chunks) => {
    expect(() => chunkRoot(outputsOf(chunks))).toThrow(/1 to 256/)
    expect(() => chunkPath(outputsOf(3), 3)).toThrow(/of the task/)
  })
})
