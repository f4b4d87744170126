import type { Mandate } from '@infinitio/domain'

/** A mandate as the contract's ABI takes it: viem passes integers of at most 48 bits as numbers. */
export function mandateToChain(mandate: Mandate) {
  return {
    ...mandate,
    maxDurationSeconds: Number(mandate.maxDurationSeconds),
    maxTrialSeconds: Number(mandate.maxTrialSeconds),
    minNoticeSeconds: Number(mandate.minNoticeSeconds),
    maxNoticeSeconds: Number(mandate.maxNoticeSeconds),
    availableUntil: Number(mandate.availableUntil),
    until: Number(mandate.until),
  }
}
