import { refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import type { ClosedLease, DisputeMove } from '@infinitio/sdk/governance'

type Opened = Extract<DisputeMove, { kind: 'openLease' }>

/**
 * Reads the attested statement of a closed lease and its Merkle path from JSON: `market`, `leaseId`, `holder`, `provider`, `closedAt`, `weekPay` and `proof`.
 * Amounts and the lease's number are decimal strings. Throws `api.invalid_field`.
 */
export function closedLeaseOf(text: string): { lease: ClosedLease; proof: Opened['proof'] } {
  const read = jsonOf(text)
  const [market, holder, provider] = [read.market, read.holder, read.provider].map((one) => parseAddress(String(one)))
  if (market == null || holder == null || provider == null) throw refusal('api.invalid_field', { detail: 'the file has no valid addresses' })
  const { closedAt, proof } = read
  if (typeof closedAt !== 'number' || !Number.isSafeInteger(closedAt))
    throw refusal('api.invalid_field', { detail: 'closedAt is not a time in seconds' })
  if (!isPath(proof)) throw refusal('api.invalid_field', { detail: 'proof is not a list of hashes' })
  return { lease: { market, leaseId: unitsOf(read.leaseId), holder, provider, closedAt, weekPay: unitsOf(read.weekPay) }, proof }
}

/** The longest Merkle path that is accepted, enough for a tree of 2^64 leaves. */
const longestPath = 64

function isPath(proof: unknown): proof is Opened['proof'] {
  return Array.isArray(proof) && proof.length <= longestPath && proof.every((one) => /^0x[0-9a-f]{64}$/.test(String(one)))
}

function unitsOf(value: unknown): bigint {
  if (typeof value !== 'string' || !/^\d{1,78}$/.test(value))
    throw refusal('api.invalid_field', { detail: 'leaseId and weekPay are decimal strings' })
  return BigInt(value)
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Ignore the error: text that is not valid JSON is refused below, together with JSON of a wrong form.
  }
  throw refusal('api.invalid_field', { detail: 'the file is not a JSON object' })
}
