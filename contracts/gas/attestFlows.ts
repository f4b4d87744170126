import { attestationsAbi, nameKey } from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { type NodeId, nodeIdOf } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, type Hex, keccak256, pad, toBytes } from 'viem'
import { GasParties } from './gasParties.ts'
import { pathOf, treeOf } from './merkle.ts'
import { attestRoot, standUpValidators } from './validators.ts'

const nodeCount = 16
/** Number of leaves in the Merkle tree that validators attest here. 1,024 leaves (about a thousand nodes) give Merkle paths of ten hashes. */
const leafCount = 1_024

/**
 * Measures the gas of whole transactions of staking and attesting. `attestNode` is the cost of one node in an hour with 16 nodes. It is a sixteenth of the gas
 * of two transactions: attesting a root with four signatures, and applying it to the 16 nodes with Merkle paths of ten hashes. `attestNodeFresh` is the same
 * cost in the first hour.
 */
export async function attestFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    const stakeFresh = await standUpValidators(parties)
    const nodes = await registerNodes(parties)
    const attestNodeFresh = await attestHour(parties, { nodes, reliabilityBps: 9_900 })
    await parties.travel(3_600n)
    const attestNode = await attestHour(parties, { nodes, reliabilityBps: 9_800 })
    return { stakeFresh, attestNode, attestNodeFresh }
  } finally {
    await parties.chain.stop()
  }
}

async function registerNodes(parties: GasParties): Promise<NodeId[]> {
  const { provider } = parties.chain.keys
  const nodes: NodeId[] = []
  for (let index = 0; index < nodeCount; index += 1) {
    const nodeKey = testKey(`attested node ${index}`).address
    await parties.gasOf(provider, parties.registerCall(nodeKey))
    nodes.push(nodeIdOf({ provider: provider.address, nodeKey }))
  }
  return nodes
}

/**
 * Lets validators attest a Merkle root over all leaves, and applies the statements about the nodes. Returns the gas of both transactions, divided by the number
 * of nodes.
 */
async function attestHour(parties: GasParties, { nodes, reliabilityBps }: { nodes: readonly NodeId[]; reliabilityBps: number }): Promise<number> {
  const statementOf = (node: Hex) => ({ node, tier: 2, reliabilityBps })
  const leaves = Array.from({ length: leafCount }, (_, index) => leafOf(statementOf(nodes[index] ?? keccak256(toBytes(`node ${index}`)))))
  const tree = treeOf(leaves)
  const attest = await attestRoot(parties, { subject: 'nodes', root: tree.at(-1)?.[0] ?? '0x' })
  const args = [nodes.map(statementOf), nodes.map((_, index) => pathOf(tree, index))] as const
  const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'applyNodes', args })
  const apply = await parties.gasOf(parties.chain.keys.sender, { to: parties.chain.addresses.attestations, data })
  return Math.ceil((attest + apply) / nodeCount)
}

/** Returns the Merkle leaf of validators' statement about a node: its hash, hashed again. */
function leafOf({ node, tier, reliabilityBps }: { node: Hex; tier: number; reliabilityBps: number }): Hex {
  const types = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint8' }, { type: 'uint16' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey('Node'), pad(node), tier, reliabilityBps])))
}
