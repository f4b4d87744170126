import { describe, expect, test } from 'vitest'
import { createFactsBoard } from './boards.ts'

/**
 * Creates a board, which collects validators' data about machines, with a store in memory. `submit` returns `first` or `replace`, depending on how the data was
 * stored, or null if it was not stored.
 */
function setup({ stored = null }: { stored?: string | null } = {}) {
  const board = createFactsBoard()
  const rows = { facts: stored, isAway: false }
  const submit = async (signer: string, facts: string, hourRoot = '1 0xroot') => {
    let used: string | null = null
    await board.submit({ hourRoot, signer, facts }, async (how) => {
      // Wait for a millisecond: if the board allowed parallel calls, another call would start now.
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (rows.isAway) throw new Error('the database is away')
      if (how === 'first' && rows.facts !== null && hourRoot === '1 0xroot') return false
      if (hourRoot === '1 0xroot') rows.facts = facts
      used = how
      return true
    })
    return used
  }
  return { board, rows, submit }
}

describe('the facts that members submit under a root', () => {
  test('are those of the most members, not of the first one', async () => {
    const { rows, submit } = setup()
    expect(await submit('liar', 'false')).toBe('first')
    expect(await submit('one', 'true')).toBeNull()
    expect(await submit('two', 'true')).toBe('replace')
    expect(await submit('three', 'true')).toBeNull()
    // Each validator has one vote, even if it submits many times.
    for (let at = 0; at < 9; at += 1) expect(await submit('liar', `false ${at % 2}`)).toBeNull()
    expect(rows.facts).toBe('true')
    expect(await submit('liar', 'false', '1 0xother')).toBe('first')
  })

  test('are not replaced by one member that submits two kinds of facts', async () => {
    const { submit } = setup()
    expect([await submit('liar', 'first'), await submit('liar', 'second'), await submit('liar', 'first')]).toEqual(['first', null, null])
  })

  test('are known to come from a member that submitted them before', async () => {
    const { board, submit } = setup()
    const submitted = { hourRoot: '1 0xroot', signer: 'one', facts: 'true' }
    expect(board.has(submitted)).toBe(false)
    await submit('one', 'true')
    expect(board.has(submitted)).toBe(true)
    expect(board.has({ ...submitted, signer: 'two' })).toBe(false)
  })

  test('can be submitted again after a failed write', async () => {
    const { board, rows, submit } = setup()
    rows.isAway = true
    await expect(submit('one', 'true')).rejects.toThrow('the database is away')
    expect(board.has({ hourRoot: '1 0xroot', signer: 'one', facts: 'true' })).toBe(false)
    rows.isAway = false
    expect(await submit('one', 'true')).toBe('first')
    rows.isAway = true
    await submit('two', 'other')
    await expect(submit('three', 'other')).rejects.toThrow('the database is away')
    rows.isAway = false
    expect(await submit('three', 'other')).toBe('replace')
  })

  test('are not replaced by one member after a restart, and are by two', async () => {
    const { rows, submit } = setup({ stored: 'true' })
    expect(await submit('liar', 'false')).toBeNull()
    expect(rows.facts).toBe('true')
    expect(await submit('one', 'newer')).toBeNull()
    expect(await submit('two', 'newer')).toBe('replace')
  })

  test('follow from all members if they submit at the same time', async () => {
    const { rows, submit } = setup()
    await Promise.all([submit('liar', 'false'), submit('one', 'true'), submit('two', 'true'), submit('three', 'true')])
    expect(rows.facts).toBe('true')
  })
})
