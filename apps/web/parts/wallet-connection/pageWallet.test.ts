import { type ChainAddresses, decodeMarketError, marketAbi, pTokenAbi } from '@infinitio/chain'
import { createChainClient, setNativeBalances } from '@infinitio/chain/node'
import { useDeposit, useMint, useMintTestDollars, useWithdraw } from '@infinitio/chain/react'
import { testKey } from '@infinitio/chain/test'
import { pTokenUnits } from '@infinitio/domain'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Config, WagmiProvider } from 'wagmi'
import { connect, getBalance, readContract, readContracts } from 'wagmi/actions'
import { burnerId, walletConfig } from '#web/parts/wallet-connection/walletConfig.ts'
import { recordRpc, type RpcRecording, startTestApi, type TestApi } from '@infinitio/api/test'

const owner = testKey('wallet of a page')
const coin = 10n ** 18n

/** Tests the RPC requests that the wallet code of the pages sends: wagmi with the connector of a browser key, and the hooks that send transactions. */
describe('the wallet of the pages', () => {
  let api: TestApi
  let recording: RpcRecording
  let config: Config
  beforeAll(async () => {
    api = await startTestApi()
    recording = recordRpc(`${api.url}/api/v1/rpc`)
    vi.stubGlobal('window', browserAt(api.url))
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
    await setNativeBalances(client, { accounts: [owner.address], amount: parseEther('1') })
    config = walletConfig({ chainId: 31_337, developmentChain: true })
  })
  afterAll(async () => {
    vi.unstubAllGlobals()
    recording.stop()
    await api.stop()
  })

  test('connects, reads balances, deposits and withdraws through the RPC endpoint', async () => {
    const connector = config.connectors.find(({ id }) => id === burnerId)
    if (connector === undefined) throw new Error('the development chain has a burner wallet')
    const { accounts } = await connect(config, { connector })
    expect(accounts).toEqual([expect.stringMatching(new RegExp(owner.address, 'i'))])
    const { mintTestDollars, mint, deposit, withdraw } = actsOf(config)
    await mintTestDollars({ stableUnits: 100n * 10n ** 6n })
    await mint({ stableUnits: 100n * 10n ** 6n })
    await deposit({ amount: pTokenUnits(9n * coin) })
    await withdraw({ amount: pTokenUnits(coin) })
    const { market, pToken, stablecoin } = api.chain.addresses
    const held = (address: `0x${string}`) => ({ address, abi: pTokenAbi, functionName: 'balanceOf', args: [owner.address] }) as const
    expect(await readContracts(config, { allowFailure: false, contracts: [held(pToken), held(stablecoin)] })).toEqual([90n * coin, 0n])
    const slot = await readContract(config, { address: market, abi: marketAbi, functionName: 'account', args: [owner.address] })
    expect(slot.balance).toBe(8n * coin)
    expect((await getBalance(config, { address: owner.address })).value).toBeGreaterThan(0n)
  })

  test('gets the error of the contract from an estimate through the RPC endpoint', async () => {
    const refusal = await actsOf(config)
      .withdraw({ amount: pTokenUnits(1_000n * coin) })
      .catch((error: unknown) => error)
    expect(decodeMarketError(refusal)).toBe('account.insufficient_balance')
  })

  test('sends only these methods, and none is rejected', () => {
    expect(recording.refused()).toEqual([])
    expect(recording.served().filter((method) => !whileWaiting.has(method))).toEqual([
      'eth_call',
      'eth_estimateGas',
      'eth_getBalance',
      'eth_getBlockByNumber',
      'eth_getTransactionCount',
      'eth_getTransactionReceipt',
      'eth_maxPriorityFeePerGas',
      'eth_sendRawTransaction',
    ])
  })

  /** Renders a component with the hooks and returns the actions that the hooks give it. */
  function actsOf(wallet: Config): Acts {
    const { addresses } = api.chain
    const found: Acts[] = []
    const page = createElement(ActingPage, { addresses, onActs: (acts: Acts) => void found.push(acts) })
    const queries = createElement(QueryClientProvider, { client: new QueryClient() }, page)
    renderToStaticMarkup(createElement(WagmiProvider, { config: wallet, reconnectOnMount: false }, queries))
    const [acts] = found
    if (acts === undefined) throw new Error('the page was drawn')
    return acts
  }
})

/** The RPC methods that viem calls only if a receipt is not available at the first request, as on a busy machine. */
const whileWaiting: ReadonlySet<string> = new Set(['eth_blockNumber', 'eth_getTransactionByHash'])

type Acts = ReturnType<typeof useActs>

function useActs(addresses: ChainAddresses) {
  return {
    mintTestDollars: useMintTestDollars({ addresses, account: owner.address }),
    mint: useMint({ addresses, account: owner.address }),
    deposit: useDeposit({ addresses, account: owner.address }),
    withdraw: useWithdraw({ addresses, account: owner.address }),
  }
}

function ActingPage({ addresses, onActs }: { readonly addresses: ChainAddresses; readonly onActs: (acts: Acts) => void }) {
  onActs(useActs(addresses))
  return null
}

/** Returns the parts of a browser window that the wallet configuration uses. A burner key is already stored. */
function browserAt(url: string) {
  const kept = new Map([['infinitio.burner.31337', owner.privateKey as string]])
  const localStorage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  }
  return Object.assign(new EventTarget(), { location: new URL(url), localStorage, sessionStorage: localStorage })
}
