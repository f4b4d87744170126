import { leaseId, readyTypedData, unixSeconds } from '@infinitio/domain'
import type { ChainWire, RelayRequestWire } from '@infinitio/domain/wire'
import { signingDomainOf } from './signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from './signTypedData.ts'

/** A node key says that the sandbox of a lease is up. `signedAtSeconds` is the block clock; the contract takes it for 120 s. */
export async function signReady(
  signer: TypedDataSigner,
  args: { leaseId: string; signedAtSeconds: number; chain: Pick<ChainWire, 'chainId' | 'addresses'> },
): Promise<RelayRequestWire> {
  const data = readyTypedData(
    { leaseId: leaseId(BigInt(args.leaseId)), signedAt: unixSeconds(BigInt(args.signedAtSeconds)) },
    signingDomainOf(args.chain),
  )
  return { kind: 'ready', leaseId: args.leaseId, signedAt: args.signedAtSeconds, signature: await signTypedData(signer, data) }
}
