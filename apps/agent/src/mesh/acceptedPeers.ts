import { address, type Hex32, leaseFlags, leaseId, leaseTermsHash, meshAddressOf, nodeIdOf } from '@infinitio/domain'
import { leaseTermsFromWire, type LeaseTermsWire, type MeshPeerWire, meshStatementText } from '@infinitio/domain/wire'
import type { LeaseOnChain } from '@infinitio/sdk'
import { recoverMessageAddress } from 'viem'

/** A lease of this machine that belongs to a cluster, with the lease terms that the market gave for it. */
export type OwnMember = { readonly leaseId: string; readonly terms: LeaseTermsWire }

/**
 * A member of the same cluster (leases that start together). The key of the member's machine signed the statement with the member's address and WireGuard key.
 */
export type AcceptedPeer = { readonly peer: MeshPeerWire; readonly address: string }

type Market = { readonly chainId: number; readonly market: string }

const leastPort = 1_024

/**
 * Returns the peers (members of its cluster) to which a lease may connect. A peer is accepted on two conditions: the chain has a live cluster lease with the
 * peer's terms and with the same renter and workload as this lease, and the key of the peer's machine signed the peer's statement. So neither the market nor
 * another provider can add a member, but the market can leave members out. If two members have the same address, only the first is accepted. `onChain` has the
 * chain's records: first the record of the lease itself, then those of `peers`. Pure.
 */
export async function acceptedPeers(
  own: OwnMember,
  peers: readonly MeshPeerWire[],
  { onChain, market }: { onChain: readonly LeaseOnChain[]; market: Market },
): Promise<AcceptedPeer[]> {
  const [ownSlot, ...slots] = onChain
  if (ownSlot === undefined || !isMember(own, ownSlot)) return []
  const taken = new Set([addressOf(own.leaseId)])
  const accepted: AcceptedPeer[] = []
  for (const [at, peer] of peers.entries()) {
    const slot = slots[at]
    if (slot === undefined || !isMember(peer, slot) || !isOfSameOrder(own.terms, peer.terms) || peer.leaseId === own.leaseId) continue
    if (!(await isSignedByItsNode(peer, market))) continue
    const place = addressOf(peer.leaseId)
    if (taken.has(place)) continue
    taken.add(place)
    accepted.push({ peer, address: place })
  }
  return accepted
}

/** Returns the address of a lease in the private network of its cluster. Pure. */
export function addressOf(id: string): string {
  return meshAddressOf(leaseId(BigInt(id)))
}

/**
 * Returns true if the lease on the chain is a live cluster member with these terms. A lease that was transferred as a token may have another holder than the
 * rest of its cluster, so it no longer counts as a member.
 */
function isMember({ leaseId: id, terms }: OwnMember, slot: LeaseOnChain): boolean {
  if (!slot.isLive || slot.isTokenised || (terms.flags & leaseFlags.cluster) === 0) return false
  return leaseTermsHash(leaseId(BigInt(id)), leaseTermsFromWire(terms)) === slot.termsHash
}

/** Returns true if both leases have the same renter and the same workload, as leases of one order have, and of later orders that join it. */
function isOfSameOrder(own: LeaseTermsWire, other: LeaseTermsWire): boolean {
  return own.renter === other.renter && own.workloadHash === other.workloadHash
}

/**
 * Returns true if the statement is about this lease, has an allowed port, and is signed by the machine's own key. A node's id is the hash of its provider and
 * its key. So a signature by that key proves the node's id without reading the chain.
 */
async function isSignedByItsNode({ leaseId: id, terms, statement }: MeshPeerWire, market: Market): Promise<boolean> {
  if (statement.leaseId !== id || statement.port < leastPort) return false
  const signer = await recoverMessageAddress({
    message: meshStatementText(statement, market),
    signature: statement.signature as `0x${string}`,
  }).catch(() => null)
  if (signer === null) return false
  return nodeIdOf({ provider: address(terms.provider), nodeKey: address(signer.toLowerCase()) }) === (terms.node as Hex32)
}
