import { nodeRegistryAbi } from '@infinitio/chain'
import { createChainClient, sendCalls, setNativeBalances } from '@infinitio/chain/node'
import { type TestKey, testKey } from '@infinitio/chain/test'
import { getLeaseRow, type LeaseRow } from '@infinitio/db'
import { nodeIdOf, orderHash } from '@infinitio/domain'
import type { OrderWire } from '@infinitio/domain/wire'
import { buildAsk, signAsk, signReady } from '@infinitio/sdk'
import { encodeFunctionData, type Hex, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { bytesOf, type SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import type { TestApi } from './startTestApi.ts'
import type { TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

/** Actions of users in a market that has a real API, engine, database and chain. */
export type LiveMarket = {
  readonly api: TestApi
  readonly engine: TestEngine
  /**
   * Registers a machine with one GPU and puts it on the market for 1e12 base units per GPU-second. Its ask has no notice period and no trial. The machine is in
   * the first region of the catalogue unless `where` names another one. `boxKey` is the public key with which others encrypt data for the machine; by default
   * nobody has the secret key to it.
   */
  list(name: string, where?: { readonly regionId: number; readonly boxKey?: Hex }): Promise<SeededNode>
  /** Gives an account tokens from the faucet, and native coins so that it can send transactions itself. */
  fund(key: TestKey): Promise<void>
  /** Sends a call to a contract with a key. */
  send(key: TestKey, call: { to: TestKey['address']; data: Hex }): Promise<void>
  /** Moves the block clock forward and waits until the API has seen it. */
  travel(seconds: number): Promise<void>
  /** Books an hour of a machine for its renter and reports that it is ready. */
  runLease(node: SeededNode): Promise<LeaseRow>
  /** Books an hour of a machine that never becomes ready. */
  bookLease(node: SeededNode): Promise<LeaseRow>
  /** Returns an order when the matcher has decided about it and, if it matched, the chain has settled it. */
  judged(hash: string): Promise<OrderWire>
  /** Waits until a lease's row in the database fulfils the condition `is`, and returns the row. `what` names the condition in an error. */
  leaseWhen(leaseId: bigint, what: string, is: (lease: LeaseRow) => boolean): Promise<LeaseRow>
}

const price = 1_000_000_000_000n

/** Creates the actions for an API that has a running engine. */
export function liveMarket(api: TestApi, engine: TestEngine): LiveMarket {
  const { chain, client, owner } = api
  const rpc = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 5_000 })
  const send: LiveMarket['send'] = async ({ privateKey }, call) => {
    await sendCalls(rpc, { privateKey, calls: [{ ...call, value: 0n, gas: 2_000_000n, what: 'a call of a test' }], timeoutMs: 10_000 })
  }
  const leaseWhen: LiveMarket['leaseWhen'] = (leaseId, what, is) =>
    engine.until(what, async () => {
      const lease = await getLeaseRow(owner, { leaseId })
      return lease !== null && is(lease) ? lease : null
    })
  const judged: LiveMarket['judged'] = (hash) =>
    engine.until(`the order ${hash} is judged`, async () => {
      const order = await client.getOrder(hash)
      return order.state === 'accepted' || order.state === 'matched' || (order.kind === 'bid' && order.state === 'open') ? null : order
    })
  const bookLease: LiveMarket['bookLease'] = async (node) => {
    const { orderHash: hash } = await client.placeOrder(await signedBid(api, node))
    const order = await judged(hash)
    if (order.leaseId === null) throw new Error(`the bid became no lease: ${JSON.stringify(order)}`)
    return leaseWhen(BigInt(order.leaseId), 'the lease is booked', () => true)
  }
  return {
    api,
    engine,
    send,
    judged,
    leaseWhen,
    list: (name, { regionId, boxKey = bytesOf(`box ${name}`) } = { regionId: 0 }) =>
      listNode({ name, regionId, boxKey }, { api, engine, send, judged }),
    async fund(key) {
      await setNativeBalances(rpc, { accounts: [key.address], amount: parseEther('1') })
      await (await api.signedIn(privateKeyToAccount(key.privateKey))).requestFaucet({ account: key.address })
      await engine.until('the money may be spent', async () => {
        const { balance, arriving } = await (await api.signedIn(privateKeyToAccount(key.privateKey))).getWallet({})
        return BigInt(balance) > 0n && arriving === '0'
      })
    },
    async travel(seconds) {
      await chain.travel(seconds)
      const { timestamp } = await rpc.getBlock({ blockTag: 'latest' })
      await engine.until('the API knows the time', async () => (await client.getChain()).chainNow >= Number(timestamp))
    },
    bookLease,
    async runLease(node) {
      const { leaseId } = await bookLease(node)
      const chainNow = await client.getChain()
      await client.placeRelay(
        await signReady(node.nodeKey, { lease: await signedLease(api, leaseId), signedAtSeconds: chainNow.chainNow, chain: chainNow }),
      )
      return leaseWhen(leaseId, 'the lease is active', ({ state }) => state === 'active')
    },
  }
}

/** Registers a machine and lists it. Its ask has a nonce that no other node uses. */
async function listNode(
  { name, regionId, boxKey }: { name: string; regionId: number; boxKey: Hex },
  { api, engine, send, judged }: Pick<LiveMarket, 'api' | 'engine' | 'send' | 'judged'>,
): Promise<SeededNode> {
  const { chain, client, owner } = api
  const { provider } = chain.keys
  const nodeKey = testKey(`node ${name}`)
  const facts = { classId: 0, regionId, gpus: 1, vramGib: 0, cpuCores: 2, ramGib: 4, diskGib: 10, networkMbps: 100 }
  const registration = { nodeKey: nodeKey.address, hostKey: bytesOf(`host ${name}`), boxKey, ...facts }
  await send(provider, {
    to: chain.addresses.nodeRegistry,
    data: encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [registration] }),
  })
  const node = nodeIdOf({ provider: provider.address, nodeKey: nodeKey.address })
  await engine.until('the machine is known', async () => (await owner.query('select 1 from book_nodes where node_id = $1', [node])).length > 0)
  const ask = buildAsk({
    provider: provider.address,
    node,
    pricePerGpuSecond: price,
    gpus: 1,
    minDurationSeconds: 60,
    maxDurationSeconds: 864_000,
    availableForSeconds: 2_000_000,
    noticeSeconds: 0,
    trialSeconds: 0,
    nonce: BigInt(node.slice(0, 10)),
    chain: await client.getChain(),
  })
  const { orderHash: askHash } = await client.placeOrder(
    await signAsk(privateKeyToAccount(provider.privateKey), { ask, chain: await client.getChain() }),
  )
  await judged(askHash)
  return { node, nodeKey: privateKeyToAccount(nodeKey.privateKey), ask, askHash: orderHash(askHash), regionId }
}
