import { emissionAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { cumulativeOf, economyParameters, isWhole, termsHash, type WrongPart, wrongPart } from '@infinitio/economy'
import { getChainId, readContract } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { Transport } from '../transport/createTransport.ts'
import { documentFromWire } from './documentWire.ts'
import { getEpochDocument } from '../generated/calls.ts'

/**
 * Result of checking a provider's emission record: a Merkle leaf that states the provider's pay up to an epoch (one hour of serving). Amounts are in base units
 * of PToken.
 */
export type LeafCheck = {
  readonly epoch: bigint
  /** Number of emission records that were hashed to the epoch's Merkle root. */
  readonly leaves: number
  /** The provider's total pay up to this epoch, as this record and the record of the previous epoch state it. */
  readonly cumulative: bigint
  readonly before: bigint
  /** The total of the record, calculated again from the record's inputs; null for invalid inputs. */
  readonly workedOut: bigint | null
  /** The first wrong part of the record's tree, which sums up the provider's machines. Null if every sum is right. */
  readonly wrongPart: WrongPart | null
  /** `isOnChain`: the epoch's terms are those on the chain. `hasRoots`: all records and inputs match the Merkle roots in these terms. */
  readonly isOnChain: boolean
  readonly hasRoots: boolean
}

/** Returns true if an emission record passed every check. */
export function isRightLeaf({ cumulative, workedOut, wrongPart, isOnChain, hasRoots }: LeafCheck): boolean {
  return isOnChain && hasRoots && cumulative === workedOut && wrongPart === null
}

/**
 * Calculates one provider's emission record of a published epoch (one hour of serving) again, with the chain's parameters, and compares it with the Merkle root
 * on the chain. So nobody needs to trust the answers of the market. Throws `api.not_found` if no server has the records or the provider has none, and
 * `chain.rpc_silent`.
 */
export async function checkLeaf(
  access: ExitAccess,
  { transport, contract, statement, provider }: { transport: Transport; contract: string; statement: string; provider: string },
): Promise<LeafCheck> {
  const { client } = access
  const emission = address(contract)
  const document = documentFromWire(await getEpochDocument(transport, statement))
  const { terms, leaves } = document
  const leaf = leaves.find((it) => it.provider === provider)
  if (leaf === undefined) throw refusal('api.not_found', { detail: `no leaf of ${provider} is in epoch ${terms.epoch}` })
  const at = { address: emission, abi: emissionAbi } as const
  const [chainId, record, values] = await askRpc(access, () =>
    Promise.all([
      getChainId(client),
      readContract(client, { ...at, functionName: 'recordOf', args: [terms.epoch] }),
      readContract(client, { ...at, functionName: 'parametersOf', args: [terms.parametersVersion] }),
    ]),
  )
  return {
    ...{ epoch: terms.epoch, leaves: leaves.length, cumulative: leaf.cumulative, before: leaf.inputs.before },
    workedOut: workedOutOf(() => cumulativeOf(terms, leaf.inputs)),
    wrongPart: wrongPart(terms, { leaf, parameters: economyParameters(values) }),
    isOnChain: record.termsHash === termsHash(terms),
    hasRoots: isWhole(document, { chainId: BigInt(chainId), emission }),
  }
}

/** Returns the result of `work`, or null if it throws. It throws for invalid inputs, and an emission record with invalid inputs is never right. */
function workedOutOf(work: () => bigint): bigint | null {
  try {
    return work()
  } catch {
    return null
  }
}
