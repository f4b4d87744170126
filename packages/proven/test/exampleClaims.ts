import { address, assetUnits, hex32, type LedgerAsset, serviceId } from '@infinitio/domain'
import { provenKeyOf, signProven } from '../src/provenKeys.ts'
import { hashProvenVoucher } from '../src/provenVoucher.ts'
import type { ProvenBatch, ProvenClaim } from '../src/prover/proveRows.ts'

const account = (digit: string) => address(`0x${digit.repeat(40)}`)

export const exampleDomain = { chainId: 31_337, ledger: account('5') }
export const exampleService = serviceId(account('c'))
/** The secret of the key that signs the example vouchers. */
export const exampleSecret = `0x${'12'.repeat(32)}` as const

type Signed = { readonly payer: ReturnType<typeof account>; readonly serial: number; readonly seq: number; readonly spent: bigint }

/** Returns a claim with a voucher that its key signed: 0.01 PToken at number 9. `of` has the domain, asset, service and key for which it was signed. */
export function signedClaim(
  changes: Partial<Signed> = {},
  of: {
    readonly domain?: typeof exampleDomain
    readonly asset?: LedgerAsset
    readonly service?: typeof exampleService
    readonly secret?: `0x${string}`
  } = {},
): ProvenClaim {
  const { domain = exampleDomain, asset = 'PToken', service = exampleService, secret = exampleSecret } = of
  const fields = { payer: account('a'), serial: 3, seq: 9, spent: 10n ** 16n, ...changes }
  const voucher = { serial: fields.serial, seq: fields.seq, spent: assetUnits(fields.spent), trace: hex32(`0x${'7'.repeat(64)}`) }
  const signature = signProven(hashProvenVoucher(voucher, { payer: fields.payer, service, asset }, domain), secret)
  return { payer: fields.payer, key: provenKeyOf(secret), ...voucher, claim: voucher.spent, signature }
}

/** Returns a batch of claims on the example service. */
export function batchOf(claims: readonly ProvenClaim[], changes: Partial<ProvenBatch> = {}): ProvenBatch {
  return { domain: exampleDomain, service: exampleService, asset: 'PToken', claims, ...changes }
}
