import { readProofChecker, type SlotPlace } from '@infinitio/chain'
import type { ProofSigningDomain } from '@infinitio/domain/proofs'
import { createClient, http } from 'viem'

const answerWithinMs = 5_000

/** Reads for which chain and contract messages about proofs are signed. Returns null if the market has no ProofChecker. Throws viem's errors. */
export async function readProofDomain({ rpcUrl, chainId, directory }: SlotPlace & { readonly rpcUrl: string }): Promise<ProofSigningDomain | null> {
  const transport = http(rpcUrl.split(',')[0]?.trim(), { timeout: answerWithinMs, retryCount: 0 })
  const checker = await readProofChecker(createClient({ transport }), directory)
  return checker === null ? null : { chainId, checker }
}
