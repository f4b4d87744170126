import type { Hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { inputRootOf } from './jobText.ts'
import { openBatchInput, partText, readPart } from './taskPart.ts'
import type { JobInput } from './taskAdapter.ts'

const whole = '{"adapter":"sum@1","chunks":2,"files":{},"tasks":4}'
const of = inputRootOf(whole)
const parse = (text: string) => JSON.parse(text) as JobInput

describe('a part of an input', () => {
  it('runs the tasks of the whole input that it names', async () => {
    const { input, numberOf } = await open(partText({ of, only: [3, 1] }), { count: 2, chunks: 2 })
    expect([input.tasks, numberOf(0), numberOf(1)]).toEqual([4, 3, 1])
    const all = await open(whole, { count: 4, chunks: 2 })
    expect(all.numberOf(2)).toBe(2)
  })

  it.each([
    ['fewer tasks than the batch', partText({ of, only: [1] }), { count: 2, chunks: 2 }],
    ['a task that the input does not have', partText({ of, only: [1, 4] }), { count: 2, chunks: 2 }],
    ['other chunks than the batch', partText({ of, only: [1, 2] }), { count: 2, chunks: 3 }],
    ['a whole input of another size', whole, { count: 3, chunks: 2 }],
  ])('is refused with %s', async (_, text, size) => {
    await expect(open(text, size)).rejects.toThrow('The input is divided otherwise than the batch.')
  })

  it.each([
    ['a task twice', { of, only: [1, 1], part: 1 }],
    ['no task', { of, only: [], part: 1 }],
    ['a task before the first', { of, only: [-1], part: 1 }],
    ['another version', { of, only: [1], part: 2 }],
    ['another key', { also: 1, of, only: [1], part: 1 }],
    ['a hash that is none', { of: '0x12', only: [1], part: 1 }],
  ])('is refused with %s', (_, value) => {
    expect(() => readPart(JSON.stringify(value))).toThrow(/part/)
  })

  it('is refused as the input of another part, so that a batch reads two texts at most', async () => {
    const inner = partText({ of, only: [1] })
    const read: Hex32[] = []
    const texts = new Map([whole, inner].map((text) => [inputRootOf(text), text]))
    const outer = partText({ of: inputRootOf(inner), only: [0] })
    const opening = openBatchInput(
      { inputRoot: inputRootOf(outer), count: 1, chunks: 2 },
      {
        parse,
        read: async (sha256) => {
          read.push(sha256)
          return sha256 === inputRootOf(outer) ? outer : (texts.get(sha256) ?? '')
        },
      },
    )
    await expect(opening).rejects.toThrow('divided otherwise')
    expect(read).toHaveLength(2)
  })
})

function open(text: string, size: { count: number; chunks: number }) {
  const read = async (sha256: Hex32) => (sha256 === of ? whole : text)
  return openBatchInput({ inputRoot: inputRootOf(text), ...size }, { parse, read })
}
