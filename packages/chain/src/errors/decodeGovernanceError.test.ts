import { encodeErrorResult } from 'viem'
import { expect, it } from 'vitest'
import { infinitioGovernorAbi } from '../generated/infinitioGovernorAbi.ts'
import { marketAbi } from '../generated/marketAbi.ts'
import { decodeGovernanceError } from './decodeGovernanceError.ts'

it('returns the names of the DAO contracts’ refusals only', () => {
  const held = encodeErrorResult({ abi: infinitioGovernorAbi, errorName: 'InfinitioGovernor_BondHeld', args: [1n, 5] })
  expect(decodeGovernanceError(Object.assign(new Error('reverted'), { data: held }))).toBe('InfinitioGovernor_BondHeld')

  const markets = encodeErrorResult({ abi: marketAbi, errorName: 'Market_InsufficientBalance', args: [3n, 5n] })
  expect(decodeGovernanceError(Object.assign(new Error('reverted'), { data: markets }))).toBeNull()
  expect(decodeGovernanceError(new Error('away'))).toBeNull()
})
