import type { LeaseTerms } from '@infinitio/domain'

/** Lease terms as every lease call of the contract's ABI takes them. */
export function leaseTermsToChain(terms: LeaseTerms) {
  return {
    ...terms,
    start: Number(terms.start),
    durationSeconds: Number(terms.durationSeconds),
    noticeSeconds: Number(terms.noticeSeconds),
    trialSeconds: Number(terms.trialSeconds),
    feeBps: Number(terms.feeBps),
    askMaxDurationSeconds: Number(terms.askMaxDurationSeconds),
    askAvailableUntil: Number(terms.askAvailableUntil),
  }
}
