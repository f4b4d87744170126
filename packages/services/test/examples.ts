import { address, assetUnits, channelIdOf, hex32, serviceId } from '@infinitio/domain'
import { channelOfVoucher, type Receipt, type SentVoucher, type ServiceTerms, termsHash, usualStep } from '../src/index.ts'

const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)

/** The id of a service for tests. */
export const exampleService = serviceId(account('c'))
export const exampleDomain = { chainId: 31_337, ledger: account('5') }

/** Returns example terms with prices of 0.20 (input) and 0.60 (output) PToken for a million tokens. */
export function exampleTerms(changes: Partial<ServiceTerms> = {}): ServiceTerms {
  return {
    ...{ version: 1, kind: 'chat', asset: 'PToken', model: 'test', url: 'http://127.0.0.1:8001/v1', contact: 'abuse@example.org' },
    ...{ inputPrice: assetUnits(2n * 10n ** 17n), cachedPrice: assetUnits(10n ** 17n), outputPrice: assetUnits(6n * 10n ** 17n) },
    ...{ step: usualStep, leastDeposit: assetUnits(0n), responseKey: account('e') },
    ...changes,
  }
}

/** Returns a voucher (promise to pay) in which no two fields have the same value. */
export function exampleVoucher(changes: Partial<SentVoucher> = {}): SentVoucher {
  return {
    ...{ payer: account('a'), key: account('b'), serial: 1, seq: 2, spent: assetUnits(9n), terms: termsHash(exampleTerms()), newest: word('1') },
    ...{ salt: `0x${'7'.repeat(32)}`, signature: `0x${'3'.repeat(128)}1b` },
    ...changes,
  }
}

/** Returns a receipt for the example voucher. */
export function exampleReceipt(changes: Partial<Receipt> = {}): Receipt {
  const channel = channelIdOf(channelOfVoucher(exampleVoucher(), exampleService))
  return {
    ...{ channel, serial: 1, n: 1, previous: word('0'), seq: 2, terms: termsHash(exampleTerms()), request: word('4'), response: word('6') },
    ...{ units: { input: 10, cached: 2, output: 20 }, cost: assetUnits(5n), spent: assetUnits(8n), rate: assetUnits(0n) },
    ...{ startedMs: 1_800_000_000_000, endedMs: 1_800_000_000_500, inner: '0x' },
    ...changes,
  }
}
