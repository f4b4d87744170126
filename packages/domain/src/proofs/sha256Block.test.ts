import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hexAt, wordsOf } from './hashWords.ts'
import { hashBlock, messageBlock } from './sha256Block.ts'

test.each([32, 40])('hashes messages of %i bytes as SHA-256 does', (bytes) => {
  const block = messageBlock(bytes)
  for (let seed = 0; seed < 50; seed += 1) {
    const message = createHash('sha512').update(`${seed}`).digest().subarray(0, bytes)
    block.set(wordsOf(`0x${message.toString('hex')}`))
    const out = new Int32Array(10)
    hashBlock(block, out, 2)
    expect(hexAt(out, 2)).toBe(`0x${createHash('sha256').update(message).digest('hex')}`)
  }
})
