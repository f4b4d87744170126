import { expect, test } from 'vitest'
import { shortageOfG } from '#web/parts/govern/useOwnG.ts'

test('is null if the wallet has exactly the amount, or more', () => {
  expect(shortageOfG(1_000n, { wallet: 1_000n, staked: 0n })).toBe(null)
  expect(shortageOfG(1_000n, { wallet: 2_500n, staked: 7n })).toBe(null)
})

test('shows the stake of a wallet that has too little', () => {
  expect(shortageOfG(1_000n, { wallet: 0n, staked: 2_500n })).toEqual({ needed: 1_000n, wallet: 0n, staked: 2_500n })
  expect(shortageOfG(1_000n, { wallet: 999n, staked: 0n })).toEqual({ needed: 1_000n, wallet: 999n, staked: null })
})
