import { developmentChainId, type MarketFactsReader } from '../chain/createMarketFacts.ts'

/** True where a webhook may be on this machine: on the development chain. */
export async function allowsLoopback({ facts }: { readonly facts: MarketFactsReader }): Promise<boolean> {
  return (await facts.read()).chainId === developmentChainId
}
