import { encodeFunctionData, type PublicClient } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Config, createConfig, http, mock } from 'wagmi'
import { connect } from 'wagmi/actions'
import { gasLimit } from '../src/calls/contractCall.ts'
import { decodeMarketError } from '../src/errors/decodeMarketError.ts'
import { marketAbi } from '../src/generated/marketAbi.ts'
import { pTokenAbi } from '../src/generated/pTokenAbi.ts'
import { testStablecoinAbi } from '../src/generated/testStablecoinAbi.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { approveExactly } from '../src/react/approveExactly.ts'
import { sendAndWait } from '../src/react/sendAndWait.ts'
import { startTestChain, type TestChain } from './startTestChain.ts'

describe('a connected wallet', () => {
  let chain: TestChain
  let client: PublicClient
  let config: Config

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    config = await connectedWallet()
  })
  afterAll(async () => await chain.stop())

  it('mints with an approval of exactly the amount, and asks for it only once', async () => {
    const { stablecoin, pToken } = chain.addresses
    const owner = chain.keys.renter.address
    const units = 100n * 10n ** 6n
    await sendAndWait(config, { to: stablecoin, data: encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [owner, units] }) })
    await approveExactly(config, { token: stablecoin, owner, spender: pToken, amount: units })
    const nonce = await client.getTransactionCount({ address: owner })
    await approveExactly(config, { token: stablecoin, owner, spender: pToken, amount: units })
    expect(await client.getTransactionCount({ address: owner })).toBe(nonce)
    await sendAndWait(config, { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [units, owner] }) })
    const token = { address: pToken, abi: pTokenAbi } as const
    expect(await client.readContract({ ...token, functionName: 'balanceOf', args: [owner] })).toBe(98n * 10n ** 18n)
    const stable = { address: stablecoin, abi: pTokenAbi } as const
    expect(await client.readContract({ ...stable, functionName: 'allowance', args: [owner, pToken] })).toBe(0n)
  })

  it('gives a call a quarter more gas than it needs now', async () => {
    const call = {
      to: chain.addresses.pToken,
      data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [chain.addresses.market, 7n] }),
    }
    const needed = await client.estimateGas({ account: chain.keys.renter.address, ...call })
    const hash = await sendAndWait(config, call)
    const { gas } = await client.getTransaction({ hash })
    expect([gas, gas * 4n >= needed * 5n]).toEqual([gasLimit(needed), true])
  })

  it('gets the contract’s reason for a refusal', async () => {
    const { market } = chain.addresses
    const data = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [1n, chain.keys.renter.address] })
    const refusal = await sendAndWait(config, { to: market, data }).then(
      () => null,
      (error: unknown) => error,
    )
    expect(decodeMarketError(refusal)).toBe('account.insufficient_balance')
  })

  /** Creates a wagmi configuration with the renter's wallet. The test chain itself signs for this wallet. */
  async function connectedWallet(): Promise<Config> {
    const { address } = chain.keys.renter
    type Impersonate = { Method: 'anvil_impersonateAccount'; Parameters: [string]; ReturnType: null }
    await client.request<Impersonate>({ method: 'anvil_impersonateAccount', params: [address] })
    const connector = mock({ accounts: [address] })
    const rpc = { ...foundry, rpcUrls: { default: { http: [chain.rpcUrl] } } }
    const made = createConfig({ chains: [rpc], connectors: [connector], transports: { [foundry.id]: http(chain.rpcUrl) }, pollingInterval: 50 })
    await connect(made, { connector: made.connectors[0] ?? connector })
    return made
  }
})
