import { type Client, type PlannedMarket, refusal } from '@infinitio/sdk'
import { catalogueIds } from '../search/catalogueIds.ts'

type Provider = Awaited<ReturnType<Client['getProvider']>>
type Node = Provider['nodes'][number]

/** The inputs of a price command: the chain, the provider with its market data, and the chosen nodes. */
export type OwnMarket = Omit<PlannedMarket, 'provider'> & {
  readonly provider: Provider
  readonly chain: Awaited<ReturnType<Client['getChain']>>
  readonly nodes: readonly Node[]
}

/**
 * The choice of nodes: `node` has ids or names and `class` has classes, each a list separated by commas. If both are given, a node must fit both. Without a
 * choice, all nodes that are not retired.
 */
export type NodeChoice = { readonly node?: string; readonly class?: string }

/**
 * Reads the inputs of a price command with a signed-in client. Of the market data, reads only the classes of the chosen nodes. Throws `node.unknown`,
 * `node.not_owner` for a node of another wallet, `api.invalid_field`.
 */
export async function readOwnMarket(client: Client, choice: NodeChoice): Promise<OwnMarket> {
  const [chain, provider] = await Promise.all([client.getChain(), client.getProvider()])
  const nodes = await chosenNodes({ client, provider }, choice)
  const classIds = [...new Set(nodes.map(({ classId }) => classId))]
  const classes = await Promise.all(classIds.map((classId) => client.getMarketClass(classId, { candles: 1, trades: 1 })))
  return { chain, provider, nodes, feeBps: chain.feeBps, classes: new Map(classes.map((one) => [one.classId, one])) }
}

type Asked = { readonly client: Client; readonly provider: Provider }

async function chosenNodes({ client, provider }: Asked, { node, class: classes }: NodeChoice): Promise<Node[]> {
  const all = provider.nodes.filter(({ state }) => state !== 'retired')
  const named = node === undefined ? all : await Promise.all(node.split(',').map((one) => nodeNamed({ client, provider }, one)))
  if (classes === undefined) return named
  const wanted = new Set(await catalogueIds(client, classes, { of: 'classes', option: '--class' }))
  return named.filter(({ classId }) => wanted.has(classId))
}

async function nodeNamed({ client, provider: { nodes } }: Asked, text: string): Promise<Node> {
  const word = text.trim()
  const found = nodes.find((node) => node.node === word.toLowerCase()) ?? nodes.find((node) => node.name === word)
  if (found !== undefined) return found
  const detail = `--node ${word}`
  if (!/^0x[0-9a-f]{64}$/i.test(word)) throw refusal('node.unknown', { detail })
  // If no provider has such a node, this call throws that the node is unknown. Otherwise the node belongs to another provider.
  await client.getNodeKeys(word.toLowerCase())
  throw refusal('node.not_owner', { detail })
}
