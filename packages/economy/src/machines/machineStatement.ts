import { type Hex32, keccak256 } from '@infinitio/domain'
import type { RegionState } from '@infinitio/domain/probes'
import { type MerkleTree, merkleTree, proofOf, rootOf } from '../merkle/merkleTree.ts'
import { writeWord } from '../merkle/writeWord.ts'
import type { MachineFacts } from './machineFacts.ts'
import { reliabilityOf } from './reliability.ts'
import { cleanDaysOfTier3, tierOfCounts } from './tier.ts'

/** The tier and reliability of a machine. Validators sign the Merkle root over these statements under the subject (topic) "nodes". */
export type MachineStatement = { readonly node: Hex32; readonly tier: number; readonly reliabilityBps: number }

const kind = new TextEncoder().encode('Node')

const whole = 10_000n

const isConsistent: Readonly<Record<RegionState, boolean | null>> = { consistent: true, false: false, unknown: null }

/**
 * Returns the statement of validators that follows from a machine's facts. `hasHostKey` is always true: every registered machine has a host key on the chain,
 * and a machine with another key gets no connections.
 */
export function machineStatement({ node, ...facts }: MachineFacts): MachineStatement {
  const { hours, presentSeconds, region, bondBps, cleanDays } = facts
  const uptimeBps = hours === 0 ? null : Number((BigInt(presentSeconds) * whole) / (BigInt(hours) * 3_600n))
  const place = { isRegionConsistent: isConsistent[region], bondTimes: bondBps / Number(whole), isClean: cleanDays >= cleanDaysOfTier3 }
  return { node, tier: tierOfCounts({ ...facts, hasHostKey: true, uptimeBps, ...place }), reliabilityBps: reliabilityOf(facts) }
}

/**
 * Returns the Merkle leaf of a machine: keccak256(keccak256(abi.encode(bytes32 "Node", node, tier, reliabilityBps))). Calculates the same as
 * `StatementLib.leafOf`.
 */
export function machineLeaf({ node, tier, reliabilityBps }: MachineStatement): Uint8Array {
  const words = new Uint8Array(4 * 32)
  words.set(kind, 0)
  for (const [index, value] of [BigInt(node), BigInt(tier), BigInt(reliabilityBps)].entries()) writeWord(words, { at: index + 1, value })
  return keccak256(keccak256(words))
}

/** The Merkle tree over the validators' statements about machines in one hour. */
export type MachineTree = {
  readonly root: Uint8Array
  /** Returns the Merkle proof (the siblings) of a statement's leaf; null if the tree does not have the statement. */
  readonly proofOf: (statement: MachineStatement) => Uint8Array[] | null
}

/**
 * Makes the Merkle tree over the statements about machines in an hour; null if there are none. The root does not depend on their order. Asserts that each leaf
 * appears once.
 */
export function machineTree(statements: readonly MachineStatement[]): MachineTree | null {
  if (statements.length === 0) return null
  const tree: MerkleTree = merkleTree(statements.map(machineLeaf))
  return { root: rootOf(tree), proofOf: (statement) => proofOf(tree, machineLeaf(statement)) }
}
