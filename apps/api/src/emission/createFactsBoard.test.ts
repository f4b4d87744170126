import { describe, expect, test } from 'vitest'
import { createFactsBoard } from './createFactsBoard.ts'

describe('the facts that members submit under a root', () => {
  test('are those of the most members, not of the first one', () => {
    const board = createFactsBoard()
    const note = (signer: string, facts: string) => board.note({ hourRoot: '1 0xroot', signer, facts })
    expect(note('liar', 'false')).toBe(true)
    expect(note('one', 'true')).toBe(false)
    expect(note('two', 'true')).toBe(true)
    expect(note('three', 'true')).toBe(false)
    // A member that submits again has one vote.
    for (let at = 0; at < 9; at += 1) expect(note('liar', `false ${at % 2}`)).toBe(false)
    expect(board.note({ hourRoot: '1 0xother', signer: 'liar', facts: 'false' })).toBe(true)
  })

  test('are not replaced by one member that submits two kinds of facts', () => {
    const board = createFactsBoard()
    const note = (facts: string) => board.note({ hourRoot: '1 0xroot', signer: 'liar', facts })
    expect([note('first'), note('second'), note('first')]).toEqual([true, false, false])
  })

  test('are known to come from a member that submitted them before', () => {
    const board = createFactsBoard()
    const submitted = { hourRoot: '1 0xroot', signer: 'one', facts: 'true' }
    expect(board.has(submitted)).toBe(false)
    board.note(submitted)
    expect(board.has(submitted)).toBe(true)
    expect(board.has({ ...submitted, signer: 'two' })).toBe(false)
  })
})
