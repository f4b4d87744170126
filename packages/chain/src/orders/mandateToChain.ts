import type { Mandate } from '@infinitio/domain'

/** A mandate as the contract's ABI takes it: viem passes integers of at most 48 bits as numbers. */
export function mandateToChain(mandate: Mandate) {
  return { ...mandate, maxDurationSeconds: Number(mandate.maxDurationSeconds), until: Number(mandate.until) }
}
