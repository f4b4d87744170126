import { encodeErrorResult } from 'viem'
import { describe, expect, it } from 'vitest'
import { contractErrorCodes } from './contractErrorCodes.ts'
import { decodeContractError, decodeMarketError } from './decodeMarketError.ts'
import { errorsAbi } from './errorsAbi.ts'

/** Errors that need no code in the error table: only a deployer, an owner or another contract can get them, or they belong to libraries. */
const withoutCode =
  /^(Directory_|Market_(CallerNotAttestations|CallerNotMarket|AnnexMismatch|CreditTooLarge|NotSilent)|LeaseToken_CallerNotMarket|ERC721Invalid|ClassCatalog_(Full|NameEmpty|PriceZero)|NodeRegistry_(CallerNotStakeVault|CallerNotAttestations|ReliabilityTooHigh)|PToken_(CallerNotSurplusMinter|TransfersClosed|StableDecimalsUnsupported)|StakeVault_(AmountZero|Caller|ShareTooHigh|SlashNotDisputable|FreezeTooLong)|Guardian_(CallerNot|PauseLength|PausedToo|NotPaused)|Attestations_(CallerNotEngine|JoiningOpen|LimitsOutOfRange|PeriodOutOfRange|PeriodFixed)|FeeSplitter_SharesOutOfRange|DevFaucet_CallerNotEngine|Ownable|ERC1967|ERC2612|ERC20Invalid|UUPS|InvalidInitialization|NotInitializing|AddressEmptyCode|FailedCall|InsufficientBalance$|InvalidAccountNonce|InvalidShortString|StringTooLong|ReentrancyGuard|SafeERC20|SafeCast)/

describe('decodeMarketError', () => {
  it('has a code for every error that a person or the engine can get', () => {
    const names = new Set(errorsAbi.map((item) => item.name))
    const missing = [...names].filter((name) => !(name in contractErrorCodes) && !withoutCode.test(name))
    expect(missing).toEqual([])
    expect(Object.keys(contractErrorCodes).filter((name) => !names.has(name as (typeof errorsAbi)[number]['name']))).toEqual([])
  })

  it('distinguishes too few and too many GPUs, and too short and too long', () => {
    const gpus = (value: bigint) => encodeErrorResult({ abi: errorsAbi, errorName: 'Market_GpusOutOfRange', args: [value, 2n, 8n] })
    expect(decodeMarketError(gpus(1n))).toBe('order.too_few_gpus')
    expect(decodeMarketError(gpus(9n))).toBe('order.too_many_gpus')
    const seconds = (value: bigint) => encodeErrorResult({ abi: errorsAbi, errorName: 'Market_DurationOutOfRange', args: [value, 60n, 600n] })
    expect(decodeMarketError(seconds(59n))).toBe('order.duration_too_short')
    expect(decodeMarketError(seconds(601n))).toBe('order.duration_too_long')
  })

  it('returns a code for each wrong state of a lease', () => {
    const state = (value: number) => encodeErrorResult({ abi: errorsAbi, errorName: 'Market_StateMismatch', args: [7n, value] })
    expect([0, 1, 2, 3].map((value) => decodeMarketError(state(value)))).toEqual([
      'lease.over',
      'lease.not_ready',
      'lease.already_ready',
      'lease.over',
    ])
  })

  it('gives the contract’s name and values', () => {
    const data = encodeErrorResult({ abi: errorsAbi, errorName: 'Market_InsufficientBalance', args: [3n, 5n] })
    expect(decodeContractError(data)).toEqual({ code: 'account.insufficient_balance', name: 'Market_InsufficientBalance', args: [3n, 5n] })
  })

  it('reports any other failure as a reverted transaction', () => {
    expect(decodeMarketError(new Error('socket hang up'))).toBe('chain.transaction_reverted')
    expect(decodeContractError('0xdeadbeef')).toBeNull()
    expect(decodeContractError('0x')).toBeNull()
  })
})
