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

/** What a leaf was found to say. Amounts in PToken base units. */
export type LeafCheck = {
  readonly epoch: bigint
  /** How many leaves were hashed to the root. */
  readonly leaves: number
  /** What the leaf says that its provider was paid in all, and what it said in the epoch before. */
  readonly cumulative: bigint
  readonly before: bigint
  /** The same, worked out from the top of the leaf's inputs; null where no arithmetic takes them. */
  readonly workedOut: bigint | null
  /** The first wrong part of its tree of nodes; null where each sum is right. */
  readonly wrongPart: WrongPart | null
  /** Whether the terms are those that the chain keeps, and whether all leaves and inputs have the roots that these terms name. */
  readonly isOnChain: boolean
  readonly hasRoots: boolean
}

/** Whether a leaf is right in all that was looked at. */
export function isRightLeaf({ cumulative, workedOut, wrongPart, isOnChain, hasRoots }: LeafCheck): boolean {
  return isOnChain && hasRoots && cumulative === workedOut && wrongPart === null
}

/**
 * Works one provider's leaf of a published epoch out anew, with the parameters that the chain has, and holds it against the root on the chain. Nothing of
 * the market's answer is believed. Throws `api.not_found` where nobody keeps the leaves or none is the provider's, and `chain.rpc_silent`.
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

/** Inputs that no arithmetic takes are refused by asserting: such a leaf is never right. */
function workedOutOf(work: () => bigint): bigint | null {
  try {
    return work()
  } catch {
    return null
  }
}
