import { address, assert } from '@infinitio/domain'
import { bytesToHex, keccak256, toBytes } from 'viem'
import { closedLeaf, closedTree } from '../src/index.ts'

const count = 41
const accountOf = (name: string) => address(keccak256(toBytes(name)).slice(0, 42))
/** The smallest, the largest and usual values of each field. */
const idsAndPays = [
  [0n, 0n],
  [(1n << 256n) - 1n, (1n << 96n) - 1n],
] as const

/** Makes the test vectors of closed leases for the contract. Every call returns the same ones. */
export function closedVectors() {
  const market = accountOf('market')
  const leases = Array.from({ length: count }, (_, index) => {
    const [leaseId, weekPay] = idsAndPays[index] ?? [BigInt(index), BigInt(index) * 604_800n * 10n ** 12n]
    const closedAt = index === 1 ? 2 ** 40 - 1 : index * 3_601
    return { market, leaseId, holder: accountOf(`holder ${index}`), provider: accountOf(`provider ${index % 5}`), closedAt, weekPay }
  })
  const tree = closedTree(leases)
  assert(tree !== null, 'there are leases')
  return leases.map((lease) => {
    const proof = tree.proofOf(lease)
    assert(proof !== null, 'each has a leaf')
    const leaf = bytesToHex(closedLeaf(lease))
    return { ...lease, leaf, root: bytesToHex(tree.root), proof: proof.map((sibling) => bytesToHex(sibling)) }
  })
}
