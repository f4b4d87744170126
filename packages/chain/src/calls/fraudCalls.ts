import type { Address, Hex32 } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, keccak256, zeroAddress } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { stakeVaultAbi } from '../generated/stakeVaultAbi.ts'
import type { ContractCall } from './contractCall.ts'

/**
 * The statement that a provider committed a proven fraud. A quorum of validators signs it, and anyone may apply it. `shareBps` is the part to slash, in basis
 * points of everything that the provider has at risk. Nobody is compensated.
 */
export type FraudStatement = { readonly account: Address; readonly shareBps: number; readonly evidenceHash: Hex32 }

const bytes32 = { type: 'bytes32' } as const
const leafTypes = [bytes32, { type: 'address' }, bytes32, { type: 'uint16' }, { type: 'address' }, { type: 'uint96' }, bytes32] as const
const purpose = nameKey('Provider')

/** Returns the Merkle leaf of a fraud, hashed twice as in StatementLib. */
export function fraudLeaf({ account, shareBps, evidenceHash }: FraudStatement): Hex32 {
  const values = [nameKey('Fraud'), account, purpose, shareBps, zeroAddress, 0n, evidenceHash] as const
  return keccak256(keccak256(encodeAbiParameters(leafTypes, values))) as Hex32
}

/**
 * Queues the slash for a fraud that validators attested. Anyone may send the call, once for each fraud. The slash is executed 72 h later at the earliest; until
 * then the account can dispute it.
 */
export function applyFraudCall({
  attestations,
  statement: { account, shareBps, evidenceHash },
  path,
}: {
  attestations: Address
  statement: FraudStatement
  path: readonly Hex32[]
}): ContractCall {
  const statement = { account, purpose, shareBps, victim: zeroAddress, compensation: 0n, evidenceHash }
  return {
    to: attestations,
    data: encodeFunctionData({ abi: attestationsAbi, functionName: 'applyFraud', args: [nameKey('frauds'), statement, path] }),
  }
}

/** Executes a queued slash of a provider's bond once its 72 h are over. Anyone may send the call. */
export function executeSlashCall({ stakeVault, account }: { stakeVault: Address; account: Address }): ContractCall {
  return { to: stakeVault, data: encodeFunctionData({ abi: stakeVaultAbi, functionName: 'executeSlash', args: [account, purpose] }) }
}
