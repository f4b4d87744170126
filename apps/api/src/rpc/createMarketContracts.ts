import { directoryAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import { decodeFunctionResult, encodeFunctionData } from 'viem'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import { publicCall, type PublicRpc } from './createPublicRpc.ts'

const mostRemembered = 5_000
const noForMs = 60_000
const lookupGas = 100_000n

/**
 * Resolves with true if an address (in lower case) is a contract of the market: the Directory, a contract that the Directory lists now or listed earlier, or a
 * token of the market. Resolves with null if too many checks already wait. Throws ChainUnavailableError if no chain node answers.
 */
export type IsOfMarket = (account: string, caller: string) => Promise<boolean | null>

/**
 * Creates the check of market contracts. Contracts that the Directory lists now need no call to the chain. A contract that it listed earlier is remembered
 * after the first check. For any other address, the answer is remembered for a minute; each check counts against the caller's limits.
 */
export function createMarketContracts({ facts, directory, rpc }: { facts: MarketFactsReader; directory: string; rpc: PublicRpc }): IsOfMarket {
  const home = address(directory.toLowerCase())
  const listedOnce = new Set<string>()
  /**
   * Addresses that are not in the Directory and never were. Each is stored with the time until which it need not be checked again (by a monotonic clock, in
   * milliseconds). The oldest is first.
   */
  const notListed = new Map<string, number>()

  function remember(account: string): void {
    notListed.delete(account)
    notListed.set(account, performance.now() + noForMs)
    const [oldest] = notListed.keys()
    if (notListed.size > mostRemembered && oldest !== undefined) notListed.delete(oldest)
  }

  return async (account, caller) => {
    if (account === home || listedOnce.has(account)) return true
    const { addresses } = await facts.read()
    if (Object.values(addresses).includes(account as Address)) return true
    if (performance.now() < (notListed.get(account) ?? 0)) return false
    const question = { abi: directoryAbi, functionName: 'isProtocolContract' } as const
    const data = encodeFunctionData({ ...question, args: [account as Address] })
    const answer = await publicCall(rpc, { caller, to: home, data, gas: lookupGas })
    if (answer.kind === 'busy') return null
    const isListed = answer.kind === 'returned' && decodeFunctionResult({ ...question, data: answer.data })
    if (isListed) listedOnce.add(account)
    else remember(account)
    return isListed
  }
}
