import { type Address, address, type Hex32, isRefusal, type OrderHash, type Refusal, type SigningDomain } from '@infinitio/domain'
import { type ChainSessionRow, findChainSession, type Queryable } from '@infinitio/db'
import { recoverSigner } from '../session/recoverSigner.ts'

/** Chains for which people often sign by mistake. If the signature is valid for one of them, the error says so. */
const wellKnownChains = [1, 10, 56, 137, 8_453, 42_161, 11_155_111, 84_532, 31_337, 1_337]

/**
 * Checks that `signer` signed an order. `hash` returns the order's hash for a domain. Returns the
 * hash for this market. Refuses with `auth.signature_malformed`, `auth.signature_high_s`,
 * `auth.signature_foreign_chain` or `auth.signature_wrong_signer`.
 */
export function checkSignedOrder<Hash extends Hex32 | OrderHash>(
  hash: (domain: SigningDomain) => Hash,
  { signer, signature, domain }: { signer: Address; signature: string; domain: SigningDomain },
): Hash | Refusal {
  const digest = hash(domain)
  const recovered = recoverSigner({ digest, signature })
  if (isRefusal(recovered)) return recovered
  if (recovered === signer) return digest
  for (const chainId of wellKnownChains) {
    if (chainId === domain.chainId) continue
    const elsewhere = recoverSigner({ digest: hash({ chainId, market: domain.market }), signature })
    if (elsewhere === address(signer)) return { rejected: 'auth.signature_foreign_chain', detail: `signed for chain ${chainId}` }
  }
  return { rejected: 'auth.signature_wrong_signer', detail: `signed by ${recovered}` }
}

/**
 * Returns the session key that signed a digest, or null if the account has never authorised that
 * key on chain. To check that the key is still valid, call `sessionKeyRefusal`.
 */
export async function findSigningSession(
  db: Queryable,
  { account, digest, signature }: { account: Address; digest: Hex32; signature: string },
): Promise<ChainSessionRow | null> {
  const key = recoverSigner({ digest, signature })
  return isRefusal(key) ? null : findChainSession(db, { account, key })
}
