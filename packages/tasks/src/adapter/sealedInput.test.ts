import { hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { inputRootOf } from './jobText.ts'
import { readSealedInput, sealedInputText } from './sealedInput.ts'
import { openBatchInput, partText, sealedInputOf } from './taskPart.ts'
import type { JobInput } from './taskAdapter.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const file = { sha256: word('c'), bytes: 9 }
const sealed = { salt: word('a'), commitment: word('b'), input: file, files: [file] }
const whole = sealedInputText(sealed)
const size = { count: 1, chunks: 2 }
const parse = (text: string) => JSON.parse(text) as JobInput
const plain = '{"adapter":"sum@1","chunks":2,"files":{},"tasks":1}'

describe('an encrypted input', () => {
  it('is read from its text, and other inputs are not taken for one', () => {
    expect(readSealedInput(whole)).toEqual(sealed)
    expect(readSealedInput(plain)).toBeNull()
  })

  it.each([
    ['another version', { sealed: 2 }],
    ['another key', { extra: 1 }],
    ['a salt that is no hash', { salt: '0x12' }],
    ['a file without a size', { files: [{ sha256: word('c') }] }],
    ['an empty file', { input: { ...file, bytes: 0 } }],
    ['no list of files', { files: {} }],
  ])('is refused with %s', (_, change) => {
    const value = { ...(JSON.parse(whole) as object), ...change }
    const text = JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))))
    expect(() => readSealedInput(text)).toThrow(expect.objectContaining({ reason: 'inputInvalid' }))
  })

  it('is decrypted with a key, and refused with a reason without one', async () => {
    const read = async () => whole
    const { input } = await openBatchInput({ inputRoot: inputRootOf(whole), ...size }, { parse, read, open: async () => plain })
    expect(input.tasks).toBe(1)
    const without = openBatchInput({ inputRoot: inputRootOf(whole), ...size }, { parse, read })
    await expect(without).rejects.toThrow('private job')
  })

  it('is found behind a batch that buys some tasks again', async () => {
    const part = partText({ of: inputRootOf(whole), only: [0] })
    expect(await sealedInputOf(inputRootOf(part), async (sha256) => (sha256 === inputRootOf(part) ? part : whole))).toEqual(sealed)
  })
})
