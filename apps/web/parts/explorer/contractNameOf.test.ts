import { expect, test } from 'vitest'
import { contractNameOf } from '#web/parts/explorer/contractNameOf.ts'

const market = { ptoken: '0xaa', market: '0xbb', faucet: null }
const dao = { governor: '0xCC' }

test('finds the name of a contract in both lists, in any letter case', () => {
  expect(['0xaa', '0xBB', '0xcc'].map((account) => contractNameOf(account, [market, dao]))).toEqual(['PToken', 'Market', 'Governor'])
})

test('is null for other accounts, and before the lists have loaded', () => {
  expect(contractNameOf('0xdd', [market, dao])).toBe(null)
  expect(contractNameOf('0xcc', [undefined, null])).toBe(null)
})
