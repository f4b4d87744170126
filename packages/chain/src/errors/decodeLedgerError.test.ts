import { encodeErrorResult } from 'viem'
import { describe, expect, it } from 'vitest'
import { marketAbi } from '../generated/marketAbi.ts'
import { serviceLedgerAbi } from '../generated/serviceLedgerAbi.ts'
import { decodeLedgerError } from './decodeLedgerError.ts'
import { ledgerErrorCodes } from './ledgerErrorCodes.ts'

describe('decodeLedgerError', () => {
  it('has a code for every error of the ledger', () => {
    const names = serviceLedgerAbi.flatMap((item) => (item.type === 'error' && item.name.startsWith('ServiceLedger_') ? [item.name] : []))
    expect(new Set(Object.keys(ledgerErrorCodes))).toEqual(new Set(names))
  })

  it('returns the code, the name and the values of a refusal', () => {
    const account = '0x0000000000000000000000000000000000000001'
    const data = encodeErrorResult({ abi: serviceLedgerAbi, errorName: 'ServiceLedger_PotTooLow', args: [account, 1, 3n, 5n] })
    expect(decodeLedgerError(data)).toEqual({ code: 'service.pot_too_low', name: 'ServiceLedger_PotTooLow', args: [account, 1, 3n, 5n] })
  })

  it('returns the codes of other contracts, and null for anything else', () => {
    const held = encodeErrorResult({ abi: marketAbi, errorName: 'Market_InsufficientBalance', args: [3n, 5n] })
    expect(decodeLedgerError(held)?.code).toBe('account.insufficient_balance')
    expect(decodeLedgerError('0xdeadbeef')).toBeNull()
    expect(decodeLedgerError(new Error('socket hang up'))).toBeNull()
  })
})
