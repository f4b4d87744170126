import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkedBytes, WrongBytesError } from './checkedBytes.ts'

const hashOf = (text: string) => `0x${createHash('sha256').update(text).digest('hex')}`

async function* chunksOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

/** Passes texts through `checkedBytes`. Returns the text that a store would get, and whether the bytes were rejected. */
async function passed(texts: readonly string[], expected: { sha256: string; bytes: number }): Promise<[string, boolean]> {
  let got = ''
  try {
    for await (const chunk of checkedBytes(chunksOf(texts), expected)) got += Buffer.from(chunk).toString()
    return [got, false]
  } catch (error) {
    if (!(error instanceof WrongBytesError)) throw error
    return [got, true]
  }
}

test('passes right bytes on', async () => {
  expect(await passed(['ab', 'c', 'd'], { sha256: hashOf('abcd'), bytes: 4 })).toEqual(['abcd', false])
})

test('never passes the last chunk of bytes with another hash or length', async () => {
  expect(await passed(['ab', 'c', 'x'], { sha256: hashOf('abcd'), bytes: 4 })).toEqual(['abc', true])
  expect(await passed(['abcx'], { sha256: hashOf('abcd'), bytes: 4 })).toEqual(['', true])
  expect(await passed(['ab'], { sha256: hashOf('abcd'), bytes: 4 })).toEqual(['', true])
  expect(await passed(['abcd', 'e'], { sha256: hashOf('abcd'), bytes: 4 })).toEqual(['', true])
})
