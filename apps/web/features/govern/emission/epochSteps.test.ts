import { expect, test } from 'vitest'
import { epochSteps } from '#web/features/govern/emission/epochSteps.ts'

const hour = 3_600
const [zero, one, two] = ['0x00', '0x01', '0x02']
const signed = (epoch: number, ...signers: string[]) => signers.map((signer) => ({ epoch, statement: '0xaa', signer }))
const statesOf = (way: ReturnType<typeof epochSteps>) => way.steps.map(({ state }) => state).join(' ')

test('waits a minute, then for signatures, and reports that nothing was due if nobody signs', () => {
  const nothing = { epochs: [], lastEpoch: 0 }
  const at = (now: number, signatures = signed(9)) => epochSteps(nothing, { signatures, now })
  expect(at(10 * hour + 20)).toMatchObject({ epoch: 9, signers: 0 })
  expect(statesOf(at(10 * hour + 20))).toBe('done now todo todo todo todo')
  expect(statesOf(at(10 * hour + 60))).toBe('done done now todo todo todo')
  expect(statesOf(at(10 * hour + 360))).toBe('done done never never never never')
  const some = at(10 * hour + 360, [...signed(9, zero, one), { epoch: 9, statement: '0xbb', signer: two }, ...signed(8, two)])
  expect([some.signers, statesOf(some)]).toEqual([2, 'done done now todo todo todo'])
})

test('shows a published epoch until it is final or the next one is signed', () => {
  const epoch = { epoch: 9, publishedAt: 10 * hour + 100, finalAt: 34 * hour + 100, state: 'open' }
  const emission = { epochs: [epoch], lastEpoch: 9 } as unknown as Parameters<typeof epochSteps>[0]
  const later = epochSteps(emission, { signatures: [], now: 20 * hour })
  expect([later.epoch, statesOf(later)]).toEqual([9, 'done done done done now todo'])
  expect(later.steps.map(({ at }) => at)).toEqual([10 * hour, 10 * hour + 60, null, 10 * hour + 100, 34 * hour + 100, 34 * hour + 100])
  expect(epochSteps(emission, { signatures: signed(19, zero), now: 20 * hour + 90 }).epoch).toBe(19)
  const final = { epochs: [{ ...epoch, state: 'final' }], lastEpoch: 9 } as unknown as Parameters<typeof epochSteps>[0]
  expect(epochSteps(final, { signatures: [], now: 40 * hour }).epoch).toBe(39)
  expect(statesOf(epochSteps(final, { signatures: [], now: 10 * hour + 200 }))).toBe('done done done done done done')
})
