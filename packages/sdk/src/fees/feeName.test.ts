import { feeKeys } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { feeName } from './index.ts'

test('names every fee in a bill and in a sentence, in both languages', () => {
  const names = (place: 'invoice' | 'sentence', language: 'en' | 'zh') => feeKeys.map((key) => feeName(key, { place, feeBps: 25, language }))
  expect(names('invoice', 'en')).toEqual(['Market fee, 0.25 %', 'Provider’s fee, 0.25 %', 'Relay fee'])
  expect(names('invoice', 'zh')).toEqual(['市场手续费，0.25%', '提供方手续费，0.25%', '代发费'])
  expect(names('sentence', 'en')).toEqual(['fee', 'provider’s fee', 'relay fee'])
})

test('names how many leases an order may become', () => {
  expect(feeName('relayFee', { place: 'order', leases: 4 })).toBe('Relay fee, for 4 leases at most')
  expect(feeName('relayFee', { place: 'order' })).toBe('Relay fee')
})
