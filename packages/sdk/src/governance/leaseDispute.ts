import { address, hex32 } from '@infinitio/domain'
import { getClosedLease } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import type { DisputeMove } from './disputeMove.ts'

/** A claim for money about a closed lease: the account that makes it, and the claimed amount in base units of PToken. */
export type LeaseClaim = { readonly leaseId: string; readonly account: string; readonly claim: bigint }

/**
 * Returns the action that opens a dispute about a closed lease. Call it right before sending the action: its Merkle proof belongs to the newest root that
 * validators attested, and each later root needs another proof. The dispute contract checks the proof, so nobody needs to trust the API. Throws
 * `lease.disputed`, `lease.not_holder`, `lease.dispute_late`, `lease.close_not_attested`, `api.invalid_field` for a claim of 0 or above the largest allowed
 * claim, and the codes of `getClosedLease`.
 */
export async function leaseDispute(
  transport: Transport,
  { leaseId, account, claim }: LeaseClaim,
): Promise<Extract<DisputeMove, { kind: 'openLease' }>> {
  const { statement, dispute, openUntil, now, attested, attestableFrom, mostClaim } = await getClosedLease(transport, leaseId)
  if (dispute !== null) throw refusal('lease.disputed', { detail: `dispute ${dispute}` })
  if (statement.holder !== account.toLowerCase()) throw refusal('lease.not_holder', { detail: statement.holder })
  if (now >= openUntil) throw refusal('lease.dispute_late', { detail: new Date(openUntil * 1_000).toISOString() })
  if (attested === null) throw refusal('lease.close_not_attested', { detail: `from ${new Date(attestableFrom * 1_000).toISOString()}` })
  if (claim <= 0n || claim > BigInt(mostClaim)) throw refusal('api.invalid_field', { detail: `a claim is at most ${mostClaim} base units now` })
  const lease = {
    ...{ market: address(statement.market), holder: address(statement.holder), provider: address(statement.provider) },
    ...{ leaseId: BigInt(leaseId), closedAt: statement.closedAt, weekPay: BigInt(statement.weekPay) },
  }
  return { kind: 'openLease', lease, claim, proof: attested.proof.map(hex32) }
}
