import { attestationsAbi, nameKey, pTokenAbi, stakeVaultAbi } from '@infinitio/chain'
import { setNativeBalances } from '@infinitio/chain/node'
import { type TestKey, testKey } from '@infinitio/chain/test'
import { type NodeId, nodeIdOf } from '@infinitio/domain'
import { concatHex, encodeAbiParameters, encodeFunctionData, type Hex, keccak256, numberToHex, pad, parseEther, toBytes } from 'viem'
import { sign } from 'viem/accounts'
import { GasParties } from './gasParties.ts'

const stake = parseEther('1000')
const validatorCount = 4
const nodeCount = 16
/** As many leaves as a root of a thousand nodes has: ten hashes to a path. */
const leafCount = 1_024

/**
 * Gas of staking and of attesting, whole transactions. `attestNode` is what one of 16 nodes costs in an hour: its part of the root that four
 * validators signed, and of the transaction that applies it with a path of ten hashes. `…Fresh` is the first hour.
 */
export async function attestFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    const validators = Array.from({ length: validatorCount }, (_, index) => testKey(`validator ${index}`))
    const stakeFresh = await standUp(parties, validators)
    const nodes = await registerNodes(parties)
    const attestNodeFresh = await attestHour(parties, { validators, nodes, reliabilityBps: 9_900 })
    await parties.travel(3_600n)
    const attestNode = await attestHour(parties, { validators, nodes, reliabilityBps: 9_800 })
    return { stakeFresh, attestNode, attestNodeFresh }
  } finally {
    await parties.chain.stop()
  }
}

/** Bonds each validator out of the provider's wallet, joins it, and forms the set. Returns the gas of the last bond. */
async function standUp(parties: GasParties, validators: readonly TestKey[]): Promise<number> {
  const { attestations, pToken, stakeVault } = parties.chain.addresses
  const { provider, deployer } = parties.chain.keys
  await parties.gasOf(provider, { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, 10n ** 30n] }) })
  let gas = 0
  await parties.gasOf(deployer, { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'openJoining' }) })
  for (const { address, ...key } of validators) {
    const data = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [address, nameKey('Validator'), stake] })
    gas = await parties.gasOf(provider, { to: stakeVault, data })
    await setNativeBalances(parties.client, { accounts: [address], amount: parseEther('1') })
    const join = encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [address] })
    await parties.gasOf({ address, ...key }, { to: attestations, data: join })
  }
  await parties.gasOf(provider, { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'formSet' }) })
  return gas
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

/** A root over all leaves and the nodes' part of it applied. Returns the gas of both for one node. */
async function attestHour(
  parties: GasParties,
  { validators, nodes, reliabilityBps }: { validators: readonly TestKey[]; nodes: readonly NodeId[]; reliabilityBps: number },
): Promise<number> {
  const statementOf = (node: Hex) => ({ node, tier: 2, reliabilityBps })
  const leaves = Array.from({ length: leafCount }, (_, index) => leafOf(statementOf(nodes[index] ?? keccak256(toBytes(`node ${index}`)))))
  const tree = treeOf(leaves)
  const attest = await attestRoot(parties, { validators, root: tree.at(-1)?.[0] ?? '0x' })
  const args = [nodes.map(statementOf), nodes.map((_, index) => pathOf(tree, index))] as const
  const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'applyNodes', args })
  const apply = await parties.gasOf(parties.chain.keys.sender, { to: parties.chain.addresses.attestations, data })
  return Math.ceil((attest + apply) / nodeCount)
}

async function attestRoot(parties: GasParties, { validators, root }: { validators: readonly TestKey[]; root: Hex }): Promise<number> {
  const to = parties.chain.addresses.attestations
  const { setHash } = await parties.client.readContract({ address: to, abi: attestationsAbi, functionName: 'currentSet' })
  const epoch = (await parties.now()) / 3_600n
  const subject = nameKey('nodes')
  const args = [setHash, subject, epoch, root] as const
  const hash = await parties.client.readContract({ address: to, abi: attestationsAbi, functionName: 'hashAttestation', args })
  const signatures = await Promise.all(validators.map(({ privateKey }) => sign({ hash, privateKey, to: 'hex' })))
  const members = validators.map(({ address }) => concatHex([numberToHex(stake, { size: 12 }), address]))
  const proof = { members, bitmap: (1n << BigInt(validatorCount)) - 1n, signatures }
  const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'attest', args: [subject, epoch, root, proof] })
  return await parties.gasOf(parties.chain.keys.sender, { to, data })
}

/** The leaf of a statement about a node, hashed twice. */
function leafOf({ node, tier, reliabilityBps }: { node: Hex; tier: number; reliabilityBps: number }): Hex {
  const types = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint8' }, { type: 'uint16' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey('Node'), pad(node), tier, reliabilityBps])))
}

/** Every level of a tree, leaves first, pairs hashed in the order of their values. */
function treeOf(leaves: readonly Hex[]): Hex[][] {
  const levels = [[...leaves]]
  for (let level = levels[0] ?? []; level.length > 1; level = levels.at(-1) ?? []) {
    levels.push(Array.from({ length: level.length / 2 }, (_, index) => pairOf(level[2 * index] ?? '0x', level[2 * index + 1] ?? '0x')))
  }
  return levels
}

function pairOf(left: Hex, right: Hex): Hex {
  return keccak256(left < right ? concatHex([left, right]) : concatHex([right, left]))
}

function pathOf(tree: readonly Hex[][], index: number): Hex[] {
  return tree.slice(0, -1).map((level, height) => level[(index >> height) ^ 1] ?? '0x')
}
