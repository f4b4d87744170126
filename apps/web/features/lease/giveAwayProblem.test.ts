import { leaseFlags } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { fixtureLease, fixtureStart } from '#web/parts/lease/fixtureLease.ts'
import { giveAwayProblem } from '#web/features/lease/giveAwayProblem.ts'

const holder = `0x${'a'.repeat(40)}`
const heir = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

describe('giving a lease away', () => {
  test('allows a transfer to another valid account before the start, if the listing permits it', () => {
    const ask = (to: string, { flags = leaseFlags.transferable as number, now = fixtureStart - 1, state = 'booked' as 'booked' | 'active' } = {}) =>
      giveAwayProblem({ ...fixtureLease({ flags, state }), holder }, { to, now })
    expect([ask(heir), ask(` ${heir.toLowerCase()} `)]).toEqual([null, null])
    expect([ask(heir.replace('aA', 'Aa')), ask('0x12'), ask(`0x${'0'.repeat(40)}`)]).toEqual(['wrong', 'wrong', 'wrong'])
    expect(ask(holder)).toBe('self')
    expect([ask(heir, { now: fixtureStart }), ask(heir, { state: 'active' })]).toEqual(['started', 'started'])
    expect(ask(heir, { flags: leaseFlags.spot })).toBe('fixed')
  })
})
