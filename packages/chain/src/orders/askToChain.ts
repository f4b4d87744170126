import type { Ask } from '@infinitio/domain'

/** An ask as the contract's ABI takes it: viem passes integers of at most 48 bits as numbers. */
export function askToChain(ask: Ask) {
  return {
    ...ask,
    minDurationSeconds: Number(ask.minDurationSeconds),
    maxDurationSeconds: Number(ask.maxDurationSeconds),
    availableFrom: Number(ask.availableFrom),
    availableUntil: Number(ask.availableUntil),
    maxFeeBps: Number(ask.maxFeeBps),
    noticeSeconds: Number(ask.noticeSeconds),
    trialSeconds: Number(ask.trialSeconds),
    expiry: Number(ask.expiry),
  }
}
