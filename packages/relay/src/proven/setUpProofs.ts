import { nameVoucherVerifier, OtherChainError, readVoucherVerifier, voucherVerifierAbi } from '@infinitio/chain'
import type { Address, Hex32 } from '@infinitio/domain'
import { developmentChainId } from '@infinitio/domain/proofs'
import { makeProvingKeys, ProverToolFailed, ProverToolsMissing } from '@infinitio/proven/prover'
import { readContract } from 'viem/actions'
import type { LedgerAccess } from '../ledger/ledgerAccess.ts'
import { RelayError } from '../relayError.ts'

/** The verifier that a development chain uses now, and the keys of its proofs. */
export type ProofsSetUp = { readonly verifier: Address; readonly keyHash: Hex32; readonly rows: number; readonly folder: string }

/**
 * Lets the services of a development chain settle by proofs: makes keys for proofs of `rows` vouchers, unless this computer has them, and names a verifier of
 * these keys in the Directory, unless it is named. Throws `serving.proofs_off` on another chain, and if the tools that make keys are missing or fail.
 */
export async function setUpProofs(
  { client, domain, directory }: LedgerAccess,
  { rpcUrl, rows, onStep }: { readonly rpcUrl: string; readonly rows: number; readonly onStep: (text: string) => void },
): Promise<ProofsSetUp> {
  if (domain.chainId !== developmentChainId) throw new RelayError('serving.proofs_off', `chain ${domain.chainId} is no development chain`)
  const { verifyingKey, keyHash, folder } = await makeProvingKeys(rows, onStep).catch((error: unknown) => {
    const isTool = error instanceof ProverToolsMissing || error instanceof ProverToolFailed
    throw isTool ? new RelayError('serving.proofs_off', error.message) : error
  })
  const named = await readVoucherVerifier(client, directory)
  const namedHash = named === null ? null : await readContract(client, { address: named, abi: voucherVerifierAbi, functionName: 'keyHash' })
  if (named !== null && namedHash === keyHash) return { verifier: named, keyHash, rows, folder }
  onStep('creating the verifier and naming it in the Directory')
  const verifier = await nameVoucherVerifier({ rpcUrl, directory }, verifyingKey).catch((error: unknown) => {
    throw error instanceof OtherChainError ? new RelayError('serving.proofs_off', error.message) : error
  })
  return { verifier, keyHash, rows, folder }
}
