import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  address,
  bps,
  cancelPayOf,
  durationSeconds,
  hex32,
  type LeaseTerms,
  leaseAmounts,
  leaseId,
  leaseKey,
  leaseTermsHash,
  nodeId,
  payOf,
  pTokenUnits,
  unixSeconds,
  workloadHash,
} from '../index.ts'

type Vector = Record<'leaseId' | 'termsHash' | 'leaseKey' | 'readyDelay' | 'endOffset' | 'credit' | 'now' | 'escrow' | 'billableSeconds', string> &
  Record<'vestedSeconds' | 'pay' | 'fee' | 'refund' | 'cancelSeconds', string> & { terms: Record<string, string | number> }
const vectors = JSON.parse(readFileSync(new URL('../../vectors/lease.json', import.meta.url), 'utf8')) as Vector[]

describe('lease arithmetic', () => {
  test('gives the amounts of the vectors that the contract also meets', () => {
    for (const vector of vectors) {
      const terms = termsOf(vector.terms)
      const now = unixSeconds(BigInt(vector.now))
      const progress = {
        state: 'active' as const,
        readyDelaySeconds: durationSeconds(BigInt(vector.readyDelay)),
        endOffsetSeconds: durationSeconds(BigInt(vector.endOffset)),
        paidSeconds: durationSeconds(0n),
        creditSeconds: durationSeconds(BigInt(vector.credit)),
      }
      const amounts = leaseAmounts(terms, progress, now)
      const { pricePerGpuSecond, gpus } = terms
      const vested = payOf({ pricePerGpuSecond, gpus, billableSeconds: durationSeconds(BigInt(vector.vestedSeconds)) })
      expect(amounts).toEqual({
        escrow: BigInt(vector.escrow),
        billableSeconds: BigInt(vector.billableSeconds),
        pay: BigInt(vector.pay),
        renterFee: BigInt(vector.fee),
        providerFee: BigInt(vector.fee),
        spent: BigInt(vector.pay) + BigInt(vector.fee),
        refund: BigInt(vector.refund),
        vested,
        claimable: vested,
      })
      expect(leaseTermsHash(leaseId(BigInt(vector.leaseId)), terms)).toBe(BigInt(vector.termsHash))
      expect(leaseKey(leaseId(BigInt(vector.leaseId)), terms)).toBe(vector.leaseKey)
      const cancelSeconds = durationSeconds(BigInt(vector.cancelSeconds))
      expect(cancelPayOf(terms, now)).toBe(payOf({ pricePerGpuSecond, gpus, billableSeconds: cancelSeconds }))
    }
  })
})

function termsOf(plain: Record<string, string | number>): LeaseTerms {
  const text = (name: string) => String(plain[name])
  const whole = (name: string) => BigInt(text(name))
  return {
    renter: address(text('renter')),
    provider: address(text('provider')),
    node: nodeId(text('node')),
    hostKey: hex32(text('hostKey')),
    pricePerGpuSecond: pTokenUnits(whole('pricePerGpuSecond')),
    gpus: Number(plain.gpus),
    start: unixSeconds(whole('start')),
    durationSeconds: durationSeconds(whole('durationSeconds')),
    noticeSeconds: durationSeconds(whole('noticeSeconds')),
    trialSeconds: durationSeconds(whole('trialSeconds')),
    feeBps: bps(whole('feeBps')),
    flags: Number(plain.flags),
    askNonce: whole('askNonce'),
    askMaxDurationSeconds: durationSeconds(whole('askMaxDurationSeconds')),
    askAvailableUntil: unixSeconds(whole('askAvailableUntil')),
    workloadHash: workloadHash(text('workloadHash')),
  }
}
