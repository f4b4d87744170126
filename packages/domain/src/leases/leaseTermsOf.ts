import { address } from '../ids/address.ts'
import { hex32 } from '../ids/hex32.ts'
import { nodeId } from '../ids/nodeId.ts'
import { workloadHash } from '../ids/workloadHash.ts'
import { bps } from '../units/bps.ts'
import { durationSeconds } from '../units/durationSeconds.ts'
import { pTokenUnits } from '../units/pTokenUnits.ts'
import { unixSeconds } from '../units/unixSeconds.ts'
import type { LeaseTerms } from './leaseTerms.ts'

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
  return {
    renter: address(row.renter),
    provider: address(row.provider),
    node: nodeId(row.nodeId),
    hostKey: hex32(row.hostKey),
    pricePerGpuSecond: pTokenUnits(row.pricePerGpuSecond),
    gpus: row.gpus,
    start: unixSeconds(row.startAt),
    durationSeconds: durationSeconds(row.durationSeconds),
    noticeSeconds: durationSeconds(row.noticeSeconds),
    trialSeconds: durationSeconds(row.trialSeconds),
    feeBps: bps(BigInt(row.feeBps)),
    flags: row.flags,
    askNonce: row.askNonce,
    askMaxDurationSeconds: durationSeconds(row.askMaxDurationSeconds),
    askAvailableUntil: unixSeconds(row.askAvailableUntil),
    workloadHash: workloadHash(row.workloadHash),
  }
}
