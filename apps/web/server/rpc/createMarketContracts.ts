import { directoryAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import { readContract } from 'viem/actions'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'

const mostRemembered = 5_000
const noForMs = 60_000

/**
 * Makes the question whether an address is a contract of the market: one that the Directory lists or ever listed, its tokens included. What was listed
 * once stays so; that an address is none is asked again after a minute.
 */
export function createMarketContracts({ facts, directory }: { facts: MarketFactsReader; directory: string }): (account: string) => Promise<boolean> {
  const known = new Map<string, number>()
  const home = address(directory.toLowerCase())

  async function isListed(account: Address): Promise<boolean> {
    const { addresses } = await facts.read()
    if (account === home || Object.values(addresses).includes(account)) return true
    return await readContract(facts.client, { address: home, abi: directoryAbi, functionName: 'isProtocolContract', args: [account] })
  }

  return async (account) => {
    const until = known.get(account)
    if (until !== undefined && performance.now() < until) return until === Number.POSITIVE_INFINITY
    const isOurs = await isListed(account as Address)
    known.delete(account)
    known.set(account, isOurs ? Number.POSITIVE_INFINITY : performance.now() + noForMs)
    for (const oldest of known.keys()) {
      if (known.size <= mostRemembered) break
      known.delete(oldest)
    }
    return isOurs
  }
}
