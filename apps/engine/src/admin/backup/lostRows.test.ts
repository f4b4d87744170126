import { describe, expect, it } from 'vitest'
import { lostRows } from './lostRows.ts'

const hash = (digit: string) => digit.repeat(64)
const restored = { seq: 500n, hash: hash('a') }
const none = { seq: 0n, hash: null }
const unknownTo = { lostToSeq: 1_999_999n, lostHash: null }

describe('lostRows', () => {
  it.each([
    ['the replaced journal went on', { replaced: { seq: 740n, hash: hash('b') } }, { lostToSeq: 740n, lostHash: hash('b') }],
    ['the replaced journal ends there, too', { replaced: restored }, null],
    ['the operator knows of later rows', { published: { seq: 900n, hash: null } }, { lostToSeq: 900n, lostHash: null }],
    ['the operator knows that nothing followed', { published: restored }, null],
    ['nobody knows anything', {}, unknownTo],
    ['nobody knows, and the chain does not answer', { anchor: 'unreadable' as const }, unknownTo],
    ['the replaced journal has another row at that number', { replaced: { seq: 500n, hash: hash('c') } }, unknownTo],
    ['the anchored root is not in it', { replaced: restored, anchor: { epoch: 7n, hash: hash('d') } }, unknownTo],
    [
      'the replaced journal went on, and the anchored root is in neither',
      { replaced: { seq: 1_200_000n, hash: hash('b') }, anchor: { epoch: 7n, hash: hash('d') } },
      { lostToSeq: 2_999_999n, lostHash: null },
    ],
    [
      'the operator says how far, whatever is anchored',
      { published: { seq: 900n, hash: null }, anchor: { epoch: 7n, hash: hash('d') } },
      { lostToSeq: 900n, lostHash: null },
    ],
    ['the anchored root is in it', { replaced: restored, anchor: { epoch: 7n, hash: hash('d') }, isAnchorKnown: true }, null],
    ['the chain does not answer, but the replaced journal ends there', { replaced: restored, anchor: 'unreadable' as const }, null],
  ])('%s', (_what, given, expected) => {
    const lost = lostRows({ restored, replaced: none, published: null, anchor: null, isAnchorKnown: false, ...given })
    if (expected === null) expect(lost).toBeNull()
    else expect(lost).toMatchObject(expected)
  })

  it('leaves out at least a million numbers if the number of published rows is unknown', () => {
    const lostTo = (seq: bigint) =>
      lostRows({ restored: { seq, hash: hash('a') }, replaced: none, published: null, anchor: null, isAnchorKnown: false })
    expect(lostTo(0n)?.lostToSeq).toBe(1_999_999n)
    expect(lostTo(999_998n)?.lostToSeq).toBe(1_999_999n)
    expect(lostTo(999_999n)?.lostToSeq).toBe(1_999_999n)
    expect(lostTo(1_000_000n)?.lostToSeq).toBe(2_999_999n)
  })
})
