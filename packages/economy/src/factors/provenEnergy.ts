import { assert, type Hex32 } from '@infinitio/domain'
import { WAD } from '../fixed/wad.ts'

/**
 * A proof of green energy that auditors accepted. Times are Unix seconds. `coverage` is the covered fraction of the energy in 1e18 fixed point. `revokedAt` is
 * null unless a vote revoked the proof.
 */
export type AuditedProof = {
  readonly nodes: readonly Hex32[]
  readonly coverage: bigint
  readonly from: bigint
  readonly until: bigint
  readonly acceptedAt: bigint
  readonly revokedAt: bigint | null
}

/**
 * Returns the fraction of a node's energy that proofs of green energy cover at a time, in [0, 1e18], for the factor E. It is the fraction of the largest valid
 * proof and not the sum, because two proofs may cover the same energy. A proof is valid within its period, from its acceptance until its revocation. Calculates
 * the same as `CarbonRegistry.provenEnergyOf`.
 */
export function provenEnergy(proofs: readonly AuditedProof[], { node, time }: { node: Hex32; time: bigint }): bigint {
  let most = 0n
  for (const { nodes, coverage, from, until, acceptedAt, revokedAt } of proofs) {
    assert(coverage >= 0n && coverage <= WAD, 'what a proof covers is a share')
    const counts = time >= acceptedAt && time >= from && time < until && (revokedAt === null || time < revokedAt)
    if (counts && coverage > most && nodes.includes(node)) most = coverage
  }
  return most
}
