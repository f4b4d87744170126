import { expect, test } from 'vitest'
import { liveWorld } from '#web/features/simulator/liveWorld.ts'

const item = (key: string, value: string | null) => ({ values: [{ key, value }] }) as never
const dao = { interest: { bps: 300 } as never, staked: '15', supply: '1000' }

test('returns the values of the market in percent', () => {
  const parameters = [item('feeBps', '30'), item('burnBps', '5000'), item('quorum', '1')]
  expect(liveWorld({ dao, parameters })).toEqual({ feePerSide: '0.3', burnedOfFees: '50', stakedShare: '1.5', stakingInterest: '3' })
})

test('leaves out values that the contracts do not have', () => {
  expect(liveWorld({ dao, parameters: [item('feeBps', null)] })).toEqual({ stakedShare: '1.5', stakingInterest: '3' })
  expect(liveWorld({ dao: null, parameters: [] })).toEqual({})
})
