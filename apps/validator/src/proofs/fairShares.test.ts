import { describe, expect, it } from 'vitest'
import { createFairShares } from './fairShares.ts'

describe('fair shares', () => {
  it('take from the group that uses most, its oldest item first, for a group that uses less', () => {
    const lost: string[] = []
    const shares = createFairShares({ total: 10, ofGroup: 8 })
    const take = (group: string, cost: number) => shares.take(group, { cost, onLost: () => lost.push(`${group} ${cost}`) })
    expect([take('one', 4), take('one', 3), take('two', 3)].every((it) => it !== null)).toBe(true)
    expect(take('one', 2)).toBeNull()
    expect(take('three', 2)).not.toBeNull()
    expect(lost).toEqual(['one 4'])
    expect(take('three', 2)).not.toBeNull()
    expect(take('three', 1)).toBeNull()
  })

  it('count a part that is given back once', () => {
    const shares = createFairShares({ total: 2, ofGroup: 1 })
    const take = (group: string) => shares.take(group, { cost: 1, onLost: () => expect.unreachable() })
    const giveBack = take('one')
    expect(take('one')).toBeNull()
    giveBack?.()
    giveBack?.()
    expect([take('one'), take('two'), take('three')].map((it) => it !== null)).toEqual([true, true, false])
  })
})
