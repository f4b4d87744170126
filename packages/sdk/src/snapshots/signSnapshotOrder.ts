import { hex32, leaseId, nodeId, snapshotOrderTypedData, unixSeconds, zeroHex32 } from '@infinitio/domain'
import type { ChainWire, SnapshotOrderWire } from '@infinitio/domain/wire'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 86_400

/**
 * The renter has a disk copied, for itself (`renterKey`), for the machine that a move goes to (`node` and its `nodeKey`, as the chain has it), or for
 * both. Good for a day.
 */
export async function signSnapshotOrder(
  signer: TypedDataSigner,
  args: { leaseId: string; renterKey?: string; node?: string; nodeKey?: string; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<SnapshotOrderWire> {
  const order = {
    leaseId: leaseId(BigInt(args.leaseId)),
    renterKey: hex32(args.renterKey ?? zeroHex32),
    node: nodeId(args.node ?? zeroHex32),
    nodeKey: hex32(args.nodeKey ?? zeroHex32),
    expiry: unixSeconds(BigInt(args.chain.chainNow + signedLifeSeconds)),
  }
  const signature = await signTypedData(signer, snapshotOrderTypedData(order, signingDomainOf(args.chain)))
  return { ...order, leaseId: args.leaseId, expiry: Number(order.expiry), signature }
}
