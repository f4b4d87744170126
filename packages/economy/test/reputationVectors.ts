import { address, assert } from '@infinitio/domain'
import fc from 'fast-check'
import { bytesToHex, keccak256, toBytes } from 'viem'
import { economyParameters, reputationTree } from '../src/index.ts'

const seed = 20_261_123
const accounts = 41

/**
 * Makes the test vectors of reputations for the contract; they are the same at every call. Each account has up to eight past leases or promises of GPU time;
 * some accounts fulfilled all and some failed all.
 */
export function reputationVectors() {
  const commitment = fc.record({ value: fc.bigInt(0n, 10n ** 24n), ageSeconds: fc.bigInt(0n, 800n * 86_400n), isFulfilled: fc.boolean() })
  const pasts = fc.sample(fc.array(commitment, { maxLength: 8 }), { seed, numRuns: accounts })
  const all = pasts.map((past, index) => {
    const kept = index % 4 === 0 ? past.map((it) => ({ ...it, isFulfilled: true })) : past
    const account = address(keccak256(toBytes(`account ${index}`)).slice(0, 42))
    return { account, past: index % 4 === 1 ? past.map((it) => ({ ...it, isFulfilled: false })) : kept }
  })
  const tree = reputationTree(all, economyParameters())
  assert(tree !== null, 'there are accounts')
  return tree.reputations.map((reputation) => {
    const proof = tree.proofOf(reputation.account)
    assert(proof !== null, 'each has a leaf')
    return { ...reputation, root: bytesToHex(tree.root), proof: proof.map((sibling) => bytesToHex(sibling)) }
  })
}
