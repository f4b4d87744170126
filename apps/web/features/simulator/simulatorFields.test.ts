import { readChanges } from '@infinitio/economy'
import { expect, test } from 'vitest'
import { changeOf, isInBounds, questionOf, sizeFields, votedFields, worldFields } from './simulatorFields.ts'

test('nothing typed is the published table, and what is shipped is within its bounds', () => {
  expect(questionOf({})).toEqual({ providers: 500, years: 20, seed: 1, changes: [] })
  expect([votedFields.length, worldFields.length]).toEqual([8, 15])
  for (const field of [...sizeFields, ...votedFields, ...worldFields]) expect(isInBounds(field, field.shipped)).toBe(true)
})

test('a share is typed in percent', () => {
  const fee = worldFields.find(({ name }) => name === 'feePerSide')
  expect(fee).toMatchObject({ shipped: '0.25', least: 0, most: 1, isPercent: true })
  expect(questionOf({ feePerSide: '0.3' })?.changes).toEqual(['feePerSide=0.003'])
})

test('typed values become the words of the command, and a value out of its bounds is not sent', () => {
  const typed = { rebateShare: ' 50 ', minersAtHalf: '500', demandGrowth: '-25', years: '3' }
  const question = questionOf(typed)
  expect(question).toEqual({ providers: 500, years: 3, seed: 1, changes: ['rebateShare=0.5', 'minersAtHalf=500', 'demandGrowth=-0.25'] })
  expect(readChanges(question?.changes ?? [])).not.toHaveProperty('problem')
  const wrong = [
    ['rebateShare', '81'],
    ['minersAtHalf', '500.5'],
    ['years', '51'],
    ['providers', '20001'],
    ['price', '1e3'],
    ['seed', '-1'],
  ] as const
  for (const [name, text] of wrong) expect(questionOf({ [name]: text }), name).toBeNull()
  // Each field accepts the values at its bounds, and so does the simulator.
  for (const field of [...votedFields, ...worldFields])
    for (const bound of [field.least, field.most]) expect(readChanges([changeOf(field, `${bound}`)]), field.name).not.toHaveProperty('problem')
})
