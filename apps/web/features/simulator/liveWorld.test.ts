import { expect, test } from 'vitest'
import { liveWorld } from '#web/features/simulator/liveWorld.ts'
import { votedFields } from '#web/features/simulator/simulatorFields.ts'

const item = (key: string, value: string | null) => ({ values: [{ key, value }] }) as never
const dao = { interest: { bps: 300, mostThisYear: `${2_500_000n * 10n ** 18n}` } as never, staked: '15', supply: '1000' }
const ofDao = { stakedShare: '1.50', stakingInterest: '3.00', interestCap: '2500000' }

test('returns the values of the market in percent', () => {
  const parameters = [item('feeBps', '30'), item('burnBps', '5000'), item('quorum', '1')]
  expect(liveWorld({ dao, parameters, world: null })).toEqual({ feePerSide: '0.30', burnedOfFees: '50.00', ...ofDao })
})

test('returns the parameters of emission in the units of their fields', () => {
  const values = {
    ...{ basePerGpuHour: '3000000000000000', rebateShare: '700000000000000000', minersAtHalf: '2500', regulatorGain: '12000000000000000000' },
    ...{
      environmentFloor: '850000000000000000',
      shareThreshold: '60000000000000000',
      sharePower: '1600000000000000000',
      siteBonus: '50000000000000000',
    },
  }
  const live = liveWorld({ dao, parameters: Object.entries(values).map(([key, value]) => item(key, value)), world: null })
  expect(live).toEqual({
    ...ofDao,
    ...{ basePerGpuHour: '0.003', rebateShare: '70', minersAtHalf: '2500', regulatorGain: '12' },
    ...{ environmentFloor: '0.85', shareThreshold: '6', sharePower: '1.6', siteBonus: '5' },
  })
  expect(votedFields.every(({ name }) => name in live)).toBe(true)
})

test('leaves out values that the contracts do not have, and values that the simulator cannot take', () => {
  expect(liveWorld({ dao, parameters: [item('feeBps', null), item('minersAtHalf', '1')], world: null })).toEqual(ofDao)
  expect(liveWorld({ dao: null, parameters: [], world: null })).toEqual({})
})

test('returns the rented share of GPUs, and ten times the providers, because a tenth takes part from the first day', () => {
  const of = (world: { providers: number; gpus: number; rentedGpus: number }) => liveWorld({ dao: null, parameters: [], world })
  expect(of({ providers: 12, gpus: 80, rentedGpus: 30 })).toEqual({ usualUtilisation: '37.50', providers: '120' })
  // The simulator takes a utilisation of at least 5 %.
  expect(of({ providers: 3, gpus: 100, rentedGpus: 1 })).toEqual({ providers: '30' })
  expect(of({ providers: 0, gpus: 0, rentedGpus: 0 })).toEqual({})
})
