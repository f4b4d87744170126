import { assert, type Hex32 } from '@infinitio/domain'
import { WAD } from '../fixed/wad.ts'

/** An audited carbon proof, as the registry has it: Unix seconds, `coverage` a share in 1e18 fixed point, `revokedAt` null unless a vote took it back. */
export type AuditedProof = {
  readonly nodes: readonly Hex32[]
  readonly coverage: bigint
  readonly from: bigint
  readonly until: bigint
  readonly acceptedAt: bigint
  readonly revokedAt: bigint | null
}

/**
 * Share of a node's energy that proofs cover at a time, in [0, 1e18]: what E is made of. The largest of those that count then, not their sum: two may be
 * about the same energy. A proof counts from when it was accepted, within its period, until it was revoked. Twin of `CarbonRegistry.provenEnergyOf`.
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
