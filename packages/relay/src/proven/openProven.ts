import { readVoucherVerifier, serviceLedgerAbi, voucherVerifierAbi } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import { developmentChainId } from '@infinitio/domain/proofs'
import { provenDomainOf } from '@infinitio/proven'
import { findProvingKeys, ProverToolsMissing, type ProvingKeys } from '@infinitio/proven/prover'
import { readContract } from 'viem/actions'
import type { LedgerAccess } from '../ledger/ledgerAccess.ts'
import { RelayError } from '../relayError.ts'

/**
 * The proving keys of the chain's verifier, by which a service settles vouchers of keys on BabyJubJub. `refused` has the digests of vouchers that the circuit
 * refused. The service tries them only once, because each try takes seconds. `outage` counts the failures of the prover itself since its last proof, and has the
 * time in Unix milliseconds before which it is not tried again.
 */
export type OpenProven = { readonly keys: ProvingKeys; readonly refused: Set<Hex32>; readonly outage: { failures: number; untilMs: number } }

/**
 * Finds the proving keys that belong to the verifier of a chain. Throws `serving.proofs_off` if this chain settles nothing by proofs, or if this computer has
 * no keys or no tools for it.
 */
export async function openProven({ client, domain, directory }: LedgerAccess): Promise<OpenProven> {
  const off = (detail: string) => new RelayError('serving.proofs_off', detail)
  if (domain.chainId !== developmentChainId) throw off(`chain ${domain.chainId} is no development chain`)
  const verifier = await readVoucherVerifier(client, directory)
  if (verifier === null) throw off('the Directory names no VoucherVerifier: infinitio dev proofs')
  const keyHash = await readContract(client, { address: verifier, abi: voucherVerifierAbi, functionName: 'keyHash' })
  const keys = ownKeys(keyHash)
  if (keys === null) throw off(`this computer has no proving keys of the verifier ${verifier}`)
  const read = { address: domain.ledger, abi: serviceLedgerAbi, functionName: 'provenDomainOf', args: [0] } as const
  const bound = await readContract(client, read).catch(() => null)
  if (bound !== provenDomainOf(domain, 'PToken')) throw off('this service ledger is older than proofs')
  return { keys, refused: new Set(), outage: { failures: 0, untilMs: 0 } }

  function ownKeys(hash: Hex32): ProvingKeys | null {
    try {
      return findProvingKeys(hash)
    } catch (error) {
      throw error instanceof ProverToolsMissing ? off(error.message) : error
    }
  }
}
