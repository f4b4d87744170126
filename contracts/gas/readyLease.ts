import { readyCall } from '@infinitio/chain'
import { leaseRestHash, readyTypedData, unixSeconds } from '@infinitio/domain'
import type { GasParties } from './gasParties.ts'
import type { OpenLease } from './openLease.ts'

/** Makes a lease ready with a signature of its node key. Returns the gas of the whole transaction. */
export async function readyLease(parties: GasParties, lease: OpenLease): Promise<number> {
  const signedAt = unixSeconds(await parties.now())
  const { provider, start } = lease.terms
  const message = { leaseId: lease.leaseId, provider, restHash: leaseRestHash(lease.terms), start, signedAt }
  const signature = await parties.sign(parties.nodeKey, readyTypedData(message, parties.domain))
  return await parties.gasOf(parties.chain.keys.sender, readyCall({ market: parties.domain.market, ...lease, signedAt, signature }))
}
