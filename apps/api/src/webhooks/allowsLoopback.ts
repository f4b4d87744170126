import { developmentChainId } from '../actions/readChain.ts'
import type { Services } from '../services.ts'

/** True where a webhook may be on this machine: on the development chain. */
export async function allowsLoopback({ facts }: Pick<Services, 'facts'>): Promise<boolean> {
  return (await facts.read()).chainId === developmentChainId
}
