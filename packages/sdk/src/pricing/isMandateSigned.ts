import { hashMandate } from '@infinitio/domain'
import { type ChainWire, mandateFromWire } from '@infinitio/domain/wire'
import { recoverAddress } from 'viem/utils'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import type { SignedMandate } from '../orders/signMandate.ts'

/** Whether the wallet that a mandate names signed it with its key, for this chain and its market. */
export async function isMandateSigned(
  { mandate, mandateSignature }: SignedMandate,
  { chain }: { chain: Pick<ChainWire, 'chainId' | 'addresses'> },
): Promise<boolean> {
  const hash = hashMandate(mandateFromWire(mandate), signingDomainOf(chain)) as `0x${string}`
  const signer = await recoverAddress({ hash, signature: mandateSignature as `0x${string}` }).catch(() => null)
  return signer?.toLowerCase() === mandate.provider
}
