import { dripCall, pTokenAbi, readEmissionAddresses } from '@infinitio/chain'
import { deployTestGovernance } from '@infinitio/chain/test'
import type { Address } from '@infinitio/domain'
import { findPositions, openExitAccess, readExitState, runExit } from '@infinitio/sdk/exit'
import { readAnchors } from '@infinitio/sdk/journal'
import { readTokens } from '@infinitio/sdk/wallet'
import { createPublicClient, createWalletClient, defineChain, http, multicall3Abi, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { multicall } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordRpc, type RpcRecording } from '../../test/recordRpc.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let rpcUrl: string
let recording: RpcRecording

beforeAll(async () => {
  api = await startTestApi()
  rpcUrl = `${api.url}/api/v1/rpc`
  recording = recordRpc(rpcUrl)
})
afterAll(async () => {
  recording.stop()
  await api.stop()
})

/** Sends the requests of real chain clients, to check that the limits of `/rpc` refuse none of them. */
describe('the door to the chain node', () => {
  test('carries what a wallet sends: reading, plain transfers, calls of the market, and waiting', async () => {
    const { renter, sender } = api.chain.keys
    const chain = defineChain({
      id: 31_337,
      name: 'test',
      nativeCurrency: { name: 'E', symbol: 'E', decimals: 18 },
      rpcUrls: { default: { http: [rpcUrl] } },
    })
    const reader = createPublicClient({ chain, transport: http(rpcUrl) })
    const wallet = createWalletClient({ chain, account: privateKeyToAccount(sender.privateKey), transport: http(rpcUrl) })
    const { faucet, pToken } = api.chain.addresses
    if (faucet === null) throw new Error('a test chain has a faucet')
    const sent = await wallet.sendTransaction({ to: renter.address, value: parseEther('0.1') })
    expect((await reader.waitForTransactionReceipt({ hash: sent })).status).toBe('success')
    const given = await wallet.sendTransaction(dripCall({ faucet, account: renter.address }))
    expect((await reader.waitForTransactionReceipt({ hash: given })).status).toBe('success')
    const holding = { address: pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [renter.address] } as const
    expect(await reader.readContract(holding)).toBeGreaterThanOrEqual(0n)
    await reader.simulateContract({ address: pToken, abi: pTokenAbi, functionName: 'approve', args: [renter.address, 1n], account: renter.address })
    expect(await reader.getContractEvents({ address: pToken, abi: pTokenAbi, fromBlock: 0n, toBlock: 'latest' })).toBeInstanceOf(Array)
    await Promise.all([reader.getBlock(), reader.getFeeHistory({ blockCount: 4, rewardPercentiles: [25, 75] }), reader.getGasPrice()])
    await Promise.all([reader.getCode({ address: pToken }), reader.getBalance({ address: renter.address }), reader.getTransaction({ hash: sent })])
    expect(recording.refused()).toEqual([])
  })

  test('carries Multicall, at its usual address and without a deployment', async () => {
    const { pToken } = api.chain.addresses
    const reader = createPublicClient({ transport: http(rpcUrl) })
    const contracts = Array.from({ length: 30 }, () => ({ address: pToken, abi: pTokenAbi, functionName: 'totalSupply' }) as const)
    const read = await multicall(reader, { deployless: true, allowFailure: false, contracts })
    expect(new Set(read).size).toBe(1)
    // Most chains have a multicall contract at this address. This chain has none, so the call fails, but the limits of `/rpc` must not be the reason.
    const at = { address: '0xcA11bde05977b3631167028862bE2a173976CA11', abi: multicall3Abi, functionName: 'getCurrentBlockTimestamp' } as const
    await expect(reader.readContract(at)).rejects.toThrow(/returned no data/)
    expect(recording.refused()).toEqual([])
  })

  test('carries the exit page to its end', async () => {
    const { renter } = api.chain.keys
    const access = openExitAccess({ rpcUrl })
    const search = { account: renter.address, directory: api.chain.addresses.directory, downTo: 0n, onProgress: () => undefined }
    const positions = await findPositions(access, search)
    const state = await readExitState(access, positions)
    expect(state.account ?? renter.address).toBe(renter.address)
    const wallet = createWalletClient({ account: privateKeyToAccount(renter.privateKey), transport: http(rpcUrl) })
    const send = async (call: { to: Address; data: `0x${string}` }) => await wallet.sendTransaction({ ...call, chain: null })
    const { ran } = await runExit(access, { positions, keepOrders: false, send, onSent: () => undefined, onRan: () => undefined })
    expect(ran.filter(({ outcome }) => !outcome.done)).toEqual([])
    expect(recording.refused()).toEqual([])
  })

  test('carries what the command and the check of a leaf read', async () => {
    const { deployer } = api.chain.keys
    await deployTestGovernance(api.chain)
    const access = openExitAccess({ rpcUrl })
    const { pToken, stablecoin } = api.chain.addresses
    await readTokens(access, { account: deployer.address, addresses: { ptoken: pToken, stablecoin } })
    expect(await readEmissionAddresses(access.client, api.chain.addresses.directory)).not.toBeNull()
    expect(recording.refused()).toEqual([])
  })

  test('carries the check of the journal, which reads every anchor', async () => {
    const access = openExitAccess({ rpcUrl })
    const { receiptKey } = await readAnchors(access, { directory: api.chain.addresses.directory, downTo: 0n })
    expect(receiptKey).toBe(api.chain.keys.receipt.address.toLowerCase())
    expect(recording.refused()).toEqual([])
  })

  test('is asked for these methods by them, and serves each', () => {
    expect(recording.served()).toEqual([
      'eth_blockNumber',
      'eth_call',
      'eth_chainId',
      'eth_estimateGas',
      'eth_feeHistory',
      'eth_gasPrice',
      'eth_getBalance',
      'eth_getBlockByNumber',
      'eth_getCode',
      'eth_getLogs',
      'eth_getTransactionByHash',
      'eth_getTransactionCount',
      'eth_getTransactionReceipt',
      'eth_maxPriorityFeePerGas',
      'eth_sendRawTransaction',
    ])
  })
})
