import { boundedParameters } from '@infinitio/chain'
import { expect, test } from 'vitest'
import { parameterName } from './parameterName.ts'

test('names each parameter that votes may set, in both languages', () => {
  const keys = boundedParameters.flatMap(({ values }) => values.map(({ key }) => key))
  expect(keys.filter((key) => parameterName(key) === key || parameterName(key, 'zh') === key)).toEqual([])
  expect(parameterName('feeBps')).toBe('Fee that renter and provider each pay')
})

test('shows the key of a parameter without a name', () => expect([parameterName('later'), parameterName('toString')]).toEqual(['later', 'toString']))
