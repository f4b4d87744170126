import { address, nodeIdOf } from '@infinitio/domain'
import type { CatalogueWire, ChainWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { type NodeRegistration, readNodeRecords, readProviderBond, registerNodes, supportProviders } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import type { FleetNode } from '../fleet/fleetNode.ts'
import type { NodeKeys } from '../keys/loadNodeKeys.ts'
import type { ProviderAccount } from '../keys/providerAccount.ts'

/** A node of this process with its keys and its id on the chain. */
export type ServedNode = { node: FleetNode; keys: NodeKeys; nodeId: string }

/** A node of this process with its keys, its id and its provider's account. */
export type KeyedNode = ServedNode & { provider: ProviderAccount }

const bondSeconds = 86_400n
const gasWei = 10n ** 18n

/** Calculates the id of a node: the hash of the addresses of the provider and of the node's key. */
export function keyedNode({ node, keys, provider }: Omit<KeyedNode, 'nodeId'>): KeyedNode {
  const nodeKey = address(privateKeyToAccount(keys.nodeKey).address.toLowerCase())
  return { node, keys, provider, nodeId: nodeIdOf({ provider: address(provider.account.address.toLowerCase()), nodeKey }) }
}

/**
 * Registers the nodes that are not on chain yet. Before that, the main provider pays the missing bond of each provider account, and gives the derived
 * (simulated) providers the gas for the registration. If the main provider has too little money, throws with the missing amount. Safe to repeat.
 */
export async function registerFleet({
  nodes,
  main,
  chain,
  catalogue,
  rpcUrl,
  logger,
}: {
  nodes: readonly KeyedNode[]
  main: ProviderAccount
  chain: ChainWire
  catalogue: CatalogueWire
  rpcUrl: string
  logger: Logger
}): Promise<void> {
  const { addresses } = chain
  const records = await readNodeRecords({ rpcUrl, addresses, nodeIds: nodes.map((node) => node.nodeId) })
  const missing = nodes.filter((_, index) => records[index] === null)
  if (missing.length === 0) return
  const byProvider = Map.groupBy(missing, ({ provider }) => provider.privateKey)
  const supports = await Promise.all([...byProvider.values()].map((group) => supportFor({ group, chain, catalogue, rpcUrl })))
  const wanted = supports.filter((support) => support.bondAmount > 0n || support.nativeWei > 0n)
  if (wanted.length > 0) {
    logger.info({ providers: wanted.length }, 'paying the bond')
    await supportProviders({ rpcUrl, addresses, privateKey: main.privateKey, supports: wanted })
  }
  await Promise.all(
    [...byProvider.values()].map((group) => {
      const registrations = group.map((one) => registrationOf(one, catalogue))
      const [first] = group
      return first === undefined ? null : registerNodes({ rpcUrl, addresses, privateKey: first.provider.privateKey, registrations })
    }),
  )
  logger.info({ nodes: missing.length }, 'registered the machines on chain')
}

async function supportFor({
  group,
  chain,
  catalogue,
  rpcUrl,
}: {
  group: readonly KeyedNode[]
  chain: ChainWire
  catalogue: CatalogueWire
  rpcUrl: string
}) {
  const [first] = group
  const provider = first?.provider.account.address ?? ''
  const { bonded, required, nativeWei } = await readProviderBond({ rpcUrl, addresses: chain.addresses, provider })
  const added = group.reduce((sum, { node }) => sum + BigInt(node.gpus) * bondSeconds * classOf(node.className, catalogue).referencePrice, 0n)
  const short = required + added - bonded
  // Native coins for gas come from the main account. So only a provider with a derived account can get them here.
  const isShortOfCoins = first?.node.provider !== null && nativeWei < gasWei / 10n
  return { provider: provider.toLowerCase(), bondAmount: short > 0n ? short : 0n, nativeWei: isShortOfCoins ? gasWei : 0n }
}

/** Returns the data with which a wallet registers a node. Throws when the catalogue lacks its region or class. */
export function registrationOf({ node, keys }: Pick<KeyedNode, 'node' | 'keys'>, catalogue: CatalogueWire): NodeRegistration {
  const region = catalogue.regions.find((one) => one.name === node.regionName)
  if (region === undefined) throw new Error(`the catalogue has no region ${node.regionName}`)
  const { cpuCores, ramGib, diskGib, networkMbps, gpus, vramGib } = node
  return {
    nodeKey: privateKeyToAccount(keys.nodeKey).address,
    ...{ hostKey: keys.hostKey, boxKey: keys.boxKey, regionId: region.regionId, classId: classOf(node.className, catalogue).classId },
    ...{ gpus, vramGib, cpuCores, ramGib, diskGib, networkMbps },
  }
}

function classOf(className: string, catalogue: CatalogueWire): { classId: number; referencePrice: bigint } {
  const found = catalogue.classes.find((one) => one.name === className)
  if (found === undefined) throw new Error(`the catalogue has no class ${className}`)
  return { classId: found.classId, referencePrice: BigInt(found.referencePricePerGpuSecond) }
}
