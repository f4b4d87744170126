import { structFromChain } from '../structs/convertStruct.ts'
import { type LeaseTerms, leaseTermsStruct } from './leaseTerms.ts'

/** The terms of a lease as plain values, the way a row keeps them: times in Unix seconds, the price in PToken base units per GPU-second. */
export type PlainLeaseTerms = {
  readonly renter: string
  readonly provider: string
  readonly nodeId: string
  readonly hostKey: string
  readonly pricePerGpuSecond: bigint
  readonly gpus: number
  readonly startAt: bigint
  readonly durationSeconds: bigint
  readonly noticeSeconds: bigint
  readonly trialSeconds: bigint
  readonly feeBps: number
  readonly flags: number
  readonly askNonce: bigint
  readonly askMaxDurationSeconds: bigint
  readonly askAvailableUntil: bigint
  readonly workloadHash: string
}

/** The signed terms of a lease from its row, as every lease call of the contract takes them. Asserts that each value is one. */
export function leaseTermsOf(row: PlainLeaseTerms): LeaseTerms {
  return structFromChain(leaseTermsStruct, { ...row, node: row.nodeId, start: row.startAt })
}
