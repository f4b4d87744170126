import { type ContractCall, decodeContractError, decodeLog, nodeRegistryAbi, pTokenAbi } from '@infinitio/chain'
import { catalogueClasses, createChainClient, developmentBond } from '@infinitio/chain/node'
import { startTestChain, type TestChain, type TestKey } from '@infinitio/chain/test'
import { type Address, type NodeId, nodeIdOf } from '@infinitio/domain'
import { encodeFunctionData, type Hex, hashTypedData, keccak256, maxUint256, type PublicClient, toBytes, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { copyMarket, emptyMarket, type MarketState } from './marketState.ts'
import { modelCall } from './modelCall.ts'
import { encodeModelEvent } from './modelLog.ts'
import { Refused } from './refused.ts'
import type { ModelAddresses, ModelEvent } from './turn.ts'

/** What a call did: the events of our contracts, or the name of the error it reverted with. */
export type Outcome = { refusal: string | null; events: unknown[] }

/** The real contracts and the model of them, given the same calls at the same seconds. */
export type TwinChains = {
  chain: TestChain
  client: PublicClient
  /** The model's state after everything so far. */
  state: () => MarketState
  now: () => number
  /** Signs with a real key and remembers who did, so that the model knows it without the arithmetic. */
  sign: (key: TestKey, data: Parameters<typeof hashTypedData>[0]) => Promise<Hex>
  /** Makes the call on both, `later` seconds after the last one. */
  call: (from: Address, call: ContractCall, later: number) => Promise<{ real: Outcome; model: Outcome }>
  addNode: (node: { key: TestKey; gpus: number }) => Promise<NodeId>
  stop: () => Promise<void>
}

const PROVIDER_PTOKEN = 45_000n * 10n ** 18n

/** Starts a real chain, and a model in the state it begins with. `parties` get gas and let the Market take their PToken. */
export async function startTwinChains({ parties }: { parties: readonly Address[] }): Promise<TwinChains> {
  const chain = await startTestChain()
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 20_000 })
  const ask = (method: string, params: unknown[]) =>
    client.request({ method, params } as unknown as Parameters<typeof client.request>[0]) as Promise<unknown>
  await ask('anvil_autoImpersonateAccount', [true])
  const addresses = { ...chain.addresses, faucet: chain.addresses.faucet ?? '' } as unknown as ModelAddresses
  let state = emptyMarket({ feeBps: 25 })
  state.engines.add(chain.keys.sender.address)
  state.tokens.set(chain.keys.provider.address, PROVIDER_PTOKEN)
  state.minted = PROVIDER_PTOKEN + developmentBond
  state.bonds.set(chain.keys.provider.address, developmentBond)
  state.tokens.set(addresses.stakeVault, developmentBond)
  let now = Number((await client.getBlock({ blockTag: 'latest' })).timestamp) + 60
  const signers = new Map<string, string>()
  const recover = (digest: Hex, signature: Hex) => signers.get(`${digest}/${signature}`) ?? `0x${'9'.repeat(40)}`

  async function send(
    from: Address,
    { to, data }: ContractCall,
  ): Promise<{ status: string; logs: { address: string; topics: Hex[]; data: Hex }[]; hash: Hex }> {
    await ask('evm_setNextBlockTimestamp', [toHex(now)])
    const hash = (await ask('eth_sendTransaction', [{ from, to, data, gas: toHex(3_000_000) }])) as Hex
    for (;;) {
      const receipt = (await ask('eth_getTransactionReceipt', [hash])) as Awaited<ReturnType<typeof send>> | null
      if (receipt !== null) return { ...receipt, hash }
    }
  }

  async function realCall(from: Address, call: ContractCall): Promise<Outcome> {
    const { status, logs, hash } = await send(from, call)
    if (status !== '0x1') {
      const trace = (await ask('debug_traceTransaction', [hash, { tracer: 'callTracer' }])) as { output?: string }
      return { refusal: decodeContractError(trace.output ?? '0x')?.name ?? `unknown revert ${trace.output}`, events: [] }
    }
    return { refusal: null, events: logs.filter(({ address }) => address.toLowerCase() === addresses.market).map(decodeLog) }
  }

  function callModel(from: Address, { to, data }: ContractCall): Outcome {
    const changed = copyMarket(state)
    const written: ModelEvent[] = []
    const emit = (event: ModelEvent) => void written.push(event)
    try {
      modelCall({ state: changed, now, sender: from, chainId: chain.chainId, addresses, recover, emit }, { to, data })
      state = changed
      return { refusal: null, events: written.map((event) => decodeLog(encodeModelEvent(event, addresses))) }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { refusal: error.errorName, events: [] }
    }
  }

  for (const account of parties) {
    await ask('anvil_setBalance', [account, toHex(10n ** 21n)])
    const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [chain.addresses.market, maxUint256] })
    now += 1
    await send(account, { to: chain.addresses.pToken, data })
  }
  return {
    chain,
    client,
    state: () => state,
    now: () => now,
    async sign(key, data) {
      const signature = await privateKeyToAccount(key.privateKey).signTypedData(data)
      signers.set(`${hashTypedData(data)}/${signature}`, key.address)
      return signature
    },
    async call(from, call, later) {
      now += Math.max(1, later)
      return { real: await realCall(from, call), model: callModel(from, call) }
    },
    async addNode({ key, gpus }) {
      const { provider } = chain.keys
      const hostKey = keccak256(toBytes(`host ${gpus}`))
      const facts = { classId: 0, regionId: 0, gpus, vramGib: 8, cpuCores: 2, ramGib: 4, diskGib: 10, networkMbps: 100 }
      const registration = { nodeKey: key.address, hostKey, boxKey: keccak256(toBytes(`box ${gpus}`)), ...facts }
      const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [registration] })
      now += 1
      const { status } = await send(provider.address, { to: chain.addresses.nodeRegistry, data })
      if (status !== '0x1') throw new Error('the node was not registered')
      const id = nodeIdOf({ provider: provider.address, nodeKey: key.address })
      const bondPerGpu = 86_400n * (catalogueClasses[0]?.referencePricePerGpuSecond ?? 0n)
      const place = { gpus, classId: 0, regionId: 0, vramGib: 8, tier: 0, reliabilityBps: 0, listed: true, bondPerGpu }
      state.nodes.set(id, { provider: provider.address, nodeKey: key.address, hostKey, ...place })
      return id
    },
    stop: chain.stop,
  }
}
