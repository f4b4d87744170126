import { type Address, assert, keccak256 } from '@infinitio/domain'
import { type PastCommitment, type PastWeights, posteriorMean, weightsOf } from '../factors/posterior.ts'
import { type MerkleTree, merkleTree, proofOf, rootOf } from '../merkle/merkleTree.ts'
import { writeWord } from '../merkle/writeWord.ts'
import type { EconomyParameters } from '../parameters.ts'

/** An account with all its finished leases and commitments (promises of GPU time). */
export type AccountPast = { readonly account: Address; readonly past: readonly PastCommitment[] }

/**
 * The reputation of an account: the summed weights of the promises that it fulfilled and failed, and `mean`. `mean` is the estimated probability, in 1e18 fixed
 * point, that it fulfils a lease or a commitment (promise of GPU time).
 */
export type Reputation = PastWeights & { readonly account: Address; readonly mean: bigint }

/** The reputations of all accounts in an hour, with their Merkle tree. Validators sign its root under the subject (topic) "reputation". */
export type ReputationTree = {
  readonly root: Uint8Array
  readonly reputations: readonly Reputation[]
  /** Returns the Merkle proof (the siblings) of an account's leaf; null if the tree has no leaf for it. */
  readonly proofOf: (account: Address) => Uint8Array[] | null
}

const kind = new TextEncoder().encode('Reputation')
const most = 1n << 128n

/**
 * Returns the Merkle leaf of an account's reputation: keccak256(keccak256(abi.encode(bytes32 "Reputation", account, fulfilled, failed))), hashed twice so that
 * no inner node is a valid leaf. Asserts that the weights fit 128 bits. Calculates the same as `ReputationLib.leafOf`.
 */
export function reputationLeaf({ account, fulfilled, failed }: Pick<Reputation, 'account' | 'fulfilled' | 'failed'>): Uint8Array {
  assert(fulfilled >= 0n && fulfilled < most && failed >= 0n && failed < most, 'what a past weighs fits 128 bits')
  const words = new Uint8Array(4 * 32)
  words.set(kind, 0)
  for (const [index, value] of [BigInt(account), fulfilled, failed].entries()) writeWord(words, { at: index + 1, value })
  return keccak256(keccak256(words))
}

/**
 * Returns the reputations of these accounts and their tree; or null if there are no accounts. The root does not depend on the order of the accounts. Asserts
 * that each account appears once.
 */
export function reputationTree(accounts: readonly AccountPast[], parameters: EconomyParameters): ReputationTree | null {
  if (accounts.length === 0) return null
  const reputations = accounts.map(({ account, past }) => {
    const weights = weightsOf(past, parameters)
    return { account, ...weights, mean: posteriorMean(weights, parameters) }
  })
  const leaves = new Map(reputations.map((reputation) => [reputation.account, reputationLeaf(reputation)]))
  assert(leaves.size === reputations.length, 'each account is there once')
  const tree: MerkleTree = merkleTree([...leaves.values()])
  return {
    root: rootOf(tree),
    reputations,
    proofOf: (account) => {
      const leaf = leaves.get(account)
      return leaf === undefined ? null : proofOf(tree, leaf)
    },
  }
}
