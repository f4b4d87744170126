import { type Address, hashSnapshotOrder, hex32, isRefusal, leaseId as brandLeaseId, nodeId, type Refusal, unixSeconds } from '@infinitio/domain'
import type { SnapshotOrderWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { checkSignedOrder } from '../../intake/checkSignedOrder.ts'

const mostLifeSeconds = 90_000

/** Whether this account signed the order and it is good now; null when so. Refuses with `snapshot.order_expired`, `auth.signature_*`. */
export async function checkSnapshotOrder(
  services: Services,
  { order, account }: { order: SnapshotOrderWire; account: Address },
): Promise<Refusal | null> {
  const { chainId, addresses } = await services.facts.read()
  const { now } = services.clock.read()
  if (order.expiry <= now || order.expiry > now + mostLifeSeconds) return { rejected: 'snapshot.order_expired' }
  const wish = {
    leaseId: brandLeaseId(BigInt(order.leaseId)),
    renterKey: hex32(order.renterKey),
    node: nodeId(order.node),
    nodeKey: hex32(order.nodeKey),
    expiry: unixSeconds(BigInt(order.expiry)),
  }
  const domain = { chainId, market: addresses.market }
  const signed = checkSignedOrder((at) => hashSnapshotOrder(wish, at), { signer: account, signature: order.signature, domain })
  return isRefusal(signed) ? signed : null
}
