import { parseEther } from 'viem'
import { describe, expect, it, test } from 'vitest'
import { channelLimitsOf } from './channelLimits.ts'

const deposit = parseEther('0.5')
const times = { idle: '24', ownerIdle: '168' }

describe('channelLimitsOf', () => {
  it('leaves the amounts to the router without options, and takes them from options', () => {
    expect(channelLimitsOf(times, deposit)).toEqual({ idleMs: 86_400_000, ownerIdleMs: 604_800_000 })
    expect(channelLimitsOf({ ...times, openPerDay: '2', openPerPayee: '0.5', idle: '1.5' }, deposit)).toEqual({
      perDay: parseEther('2'),
      perPayee: deposit,
      idleMs: 5_400_000,
      ownerIdleMs: 604_800_000,
    })
  })

  test.each([
    { openPerDay: '0.4' },
    { openPerPayee: '0.4' },
    { openPerDay: 'much' },
    { idle: '0.5' },
    { idle: 'soon' },
    { ownerIdle: '8785' },
    { ownerIdle: '' },
  ])('refuses %o', (wrong) => {
    expect(() => channelLimitsOf({ ...times, ...wrong }, deposit)).toThrow(expect.objectContaining({ code: 'api.invalid_field' }))
  })
})
