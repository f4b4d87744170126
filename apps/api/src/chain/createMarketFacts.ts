import { type ChainAddresses, directoryAbi, marketAbi, readAddresses } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import type { Client } from 'viem'
import { getChainId, readContract } from 'viem/actions'
import { ChainUnavailableError } from './ChainUnavailableError.ts'

/** The chain id of the embedded development chain. */
export const developmentChainId = 31_337

/** The market's data from the Directory. */
export type MarketFacts = {
  readonly chainId: number
  readonly addresses: ChainAddresses
  /** The second contract with code of the Market, for rarely used functions. It holds no tokens, and PToken that is sent to it would be lost. */
  readonly marketExtension: Address
  readonly feeBps: number
  readonly receiptKey: Address
  readonly gatewayHostKey: Hex32
}

/** Reads the market's data and refreshes it after 30 s. While the chain does not answer, it returns the last data. */
export type MarketFactsReader = { readonly client: Client; read(): Promise<MarketFacts> }

const freshForMs = 30_000

/** Creates the reader of the facts about the market's contracts. `read` throws ChainUnavailableError only before its first successful read. */
export function createMarketFacts({ rpcUrl, directory }: { rpcUrl: string; directory: string }): MarketFactsReader {
  const client = createChainClient({ rpcUrl, timeoutMs: 4_000 })
  const directoryAddress = address(directory.toLowerCase())
  let known: { facts: MarketFacts; atMs: number } | null = null
  let reading: Promise<MarketFacts> | null = null

  async function load(): Promise<MarketFacts> {
    const at = { address: directoryAddress, abi: directoryAbi } as const
    const [chainId, addresses, feeBps, receiptKey, gatewayHostKey] = await Promise.all([
      getChainId(client),
      readAddresses(client, directoryAddress),
      readContract(client, { ...at, functionName: 'feeBps' }),
      readContract(client, { ...at, functionName: 'receiptKey' }),
      readContract(client, { ...at, functionName: 'gatewayHostKey' }),
    ])
    const extension = await readContract(client, { address: addresses.market, abi: marketAbi, functionName: 'ANNEX' })
    const facts = {
      chainId,
      addresses,
      marketExtension: address(extension.toLowerCase()),
      feeBps: Number(feeBps),
      receiptKey: address(receiptKey.toLowerCase()),
      gatewayHostKey: hex32(gatewayHostKey.toLowerCase()),
    }
    known = { facts, atMs: performance.now() }
    return facts
  }

  return {
    client,
    async read() {
      if (known !== null && performance.now() - known.atMs < freshForMs) return known.facts
      reading ??= load().finally(() => {
        reading = null
      })
      try {
        return await reading
      } catch (cause) {
        if (known !== null) return known.facts
        throw new ChainUnavailableError('the Directory cannot be read', { cause })
      }
    },
  }
}
