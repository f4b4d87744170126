import { type Client, type PlannedMarket, refusal } from '@infinitio/sdk'

type Node = PlannedMarket['provider']['nodes'][number]

/** What a price command works on: the chain, the provider and its market, and the nodes that were named; all that are not retired when none was. */
export type OwnMarket = PlannedMarket & { readonly chain: Awaited<ReturnType<Client['getChain']>>; readonly nodes: readonly Node[] }

/** Reads it with a signed-in client; classes only those of the nodes. Throws `node.unknown` for an id or a name that is none of the wallet's. */
export async function readOwnMarket(client: Client, { node }: { readonly node?: string }): Promise<OwnMarket> {
  const [chain, provider] = await Promise.all([client.getChain(), client.getProvider()])
  const nodes =
    node === undefined ? provider.nodes.filter(({ state }) => state !== 'retired') : node.split(',').map((one) => nodeNamed(provider, one))
  const classIds = [...new Set(nodes.map(({ classId }) => classId))]
  const classes = await Promise.all(classIds.map((classId) => client.getMarketClass(classId, { candles: '1', trades: '1' })))
  return { chain, provider, nodes, feeBps: chain.feeBps, classes: new Map(classes.map((one) => [one.classId, one])) }
}

function nodeNamed({ nodes }: PlannedMarket['provider'], text: string): Node {
  const word = text.trim()
  const found = nodes.find((node) => node.node === word.toLowerCase()) ?? nodes.find((node) => node.name === word)
  if (found === undefined) throw refusal('node.unknown', { detail: `--node ${word}` })
  return found
}
