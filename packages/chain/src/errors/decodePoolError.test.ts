import { encodeErrorResult } from 'viem'
import { describe, expect, it } from 'vitest'
import { marketAbi } from '../generated/marketAbi.ts'
import { taskPoolAbi } from '../generated/taskPoolAbi.ts'
import { decodePoolError, poolErrorCodeOf } from './decodePoolError.ts'
import { poolErrorCodes } from './poolErrorCodes.ts'

/** Errors that need no code in the error table, because only the constructor or a call that a vote makes can cause them. */
const withoutCode = new Set(['TaskPool_VerifierMismatch', 'TaskPool_CallerNotOwner', 'TaskPool_RunGasTooHigh'])

describe('decodePoolError', () => {
  it('has a code for every error of the pool that a signed call can meet', () => {
    const names = taskPoolAbi.flatMap((item) => (item.type === 'error' && item.name.startsWith('TaskPool_') ? [item.name] : []))
    expect(new Set(Object.keys(poolErrorCodes))).toEqual(new Set(names.filter((name) => !withoutCode.has(name))))
  })

  it('returns the code, the name and the values of a refusal', () => {
    const account = '0x0000000000000000000000000000000000000001'
    const data = encodeErrorResult({ abi: taskPoolAbi, errorName: 'TaskPool_NonceUsed', args: [account, 7n] })
    expect(decodePoolError(data)).toEqual({ code: 'auth.message_used', name: 'TaskPool_NonceUsed', args: [account, 7n] })
    expect(poolErrorCodeOf(data)).toBe('auth.message_used')
  })

  it('returns the codes of other contracts, and none for anything else', () => {
    const held = encodeErrorResult({ abi: marketAbi, errorName: 'Market_InsufficientBalance', args: [3n, 5n] })
    expect(poolErrorCodeOf(held)).toBe('account.insufficient_balance')
    expect(decodePoolError('0xdeadbeef')).toBeNull()
    expect(poolErrorCodeOf(new Error('socket hang up'))).toBe('chain.transaction_reverted')
  })
})
