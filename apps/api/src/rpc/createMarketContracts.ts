import { directoryAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import { decodeFunctionResult, encodeFunctionData } from 'viem'
import type { MarketFactsReader } from '../chain/createMarketFacts.ts'
import type { PublicRpc } from './createPublicRpc.ts'
import { publicCall } from './publicCall.ts'

const mostRemembered = 5_000
const noForMs = 60_000
const lookupGas = 100_000n

/**
 * Returns whether an address (lower case) is a contract of the market: one that the Directory lists or ever listed, or a token of the market. Returns null
 * when too many calls wait to ask the Directory. Throws ChainUnavailableError when no node answers.
 */
export type IsOfMarket = (account: string, caller: string) => Promise<boolean | null>

/**
 * Makes that question. Contracts of today are known without a call, and one that was listed once is remembered for good. Another address is asked for
 * again after a minute, through the node for strangers, in a turn of whoever named it.
 */
export function createMarketContracts({ facts, directory, rpc }: { facts: MarketFactsReader; directory: string; rpc: PublicRpc }): IsOfMarket {
  const home = address(directory.toLowerCase())
  const listedOnce = new Set<string>()
  /** Addresses that were not listed, with the time until which that is believed; the oldest first. */
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
