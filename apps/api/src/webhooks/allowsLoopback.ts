import { developmentChainId, type MarketFactsReader } from '../chain/createMarketFacts.ts'

/** Returns true on the development chain, where a webhook may be on this machine. */
export async function allowsLoopback({ facts }: { readonly facts: MarketFactsReader }): Promise<boolean> {
  return (await facts.read()).chainId === developmentChainId
}
