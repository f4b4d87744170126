import { claimCall, marketAbi, pTokenAbi } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { listLeaseRows } from '@infinitio/db'
import { durationSeconds, leaseId, leaseTermsOf } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, placeBid, relayCancel, relayEnd, relayReady, send, type TestNode } from './actors.ts'
import { fund, listNode, testPrice } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, startMarket } from './startMarket.ts'

const STEPS = 84
const seed = Number(process.env.TEST_SEED ?? 20261120)

describe(`random activity (TEST_SEED=${seed})`, () => {
  let market: Market
  let nodes: TestNode[]
  let setUpTo: bigint
  const renters = ['one', 'two', 'three'].map((name) => actorKey(`random ${name}`))
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('all')
    for (const renter of renters) await fund(market, renter)
    nodes = []
    for (const gpus of [1, 3, 8]) nodes.push((await listNode(market, { name: `random ${gpus}`, gpus })).node)
    await market.chain.mine(4)
    setUpTo = await market.client.getBlockNumber()
  })
  afterAll(() => market.stop())

  it('leaves journal, book, rows and contracts agreeing to the last unit, reorgs included', async () => {
    const random = randomFrom(seed)
    for (let step = 0; step < STEPS; step += 1) {
      await act(market, { renters, nodes, setUpTo, step, random })
      if (step % 7 === 6) await expectBooksAgree(market)
    }
    await expectBooksAgree(market)
    const states = new Set((await listLeaseRows(market.owner)).map((row) => row.state))
    expect(states).toContain('closed')
  })
})

type Move = { renters: readonly TestKey[]; nodes: readonly TestNode[]; setUpTo: bigint; step: number; random: () => number }

async function act(market: Market, move: Move): Promise<void> {
  const choice = move.random()
  if (choice < 0.35) return book(market, move)
  if (choice < 0.8) return changeLease(market, move)
  if (choice < 0.86) return moveMoney(market, move)
  if (choice < 0.92) return market.chain.travel(Math.floor(move.random() * 5_000))
  return rollBack(market, 1 + Math.floor(move.random() * 3), move)
}

async function book(market: Market, { renters, nodes, step, random }: Move): Promise<void> {
  const node = pick(nodes, random)
  const gpus = 1 + Math.floor(random() * node.gpus)
  const seconds = 60 + Math.floor(random() * 200_000)
  const wish = { node, maxPricePerGpuSecond: testPrice, gpus, durationSeconds: durationSeconds(BigInt(seconds)), nonce: BigInt(step) }
  await placeBid(market, pick(renters, random), wish)
}

async function changeLease(market: Market, { nodes, renters, random }: Move): Promise<void> {
  const live = (await listLeaseRows(market.owner)).filter((row) => row.state === 'booked' || row.state === 'active')
  if (live.length === 0) return
  const row = pick(live, random)
  const id = leaseId(row.leaseId)
  const renter = renters.find((key) => key.address === row.renter)
  if (renter === undefined) throw new Error('a lease of somebody else')
  if (row.state === 'booked') {
    if (random() < 0.3) await relayCancel(market, renter, id)
    else await relayReady(market, nodeOf(nodes, row.nodeId), id)
    return
  }
  if (random() < 0.5) {
    await relayEnd(market, renter, { leaseId: id, accept: random() < 0.6 })
    return
  }
  const call = claimCall({ market: market.chain.addresses.market, leaseId: id, terms: leaseTermsOf(row) })
  await send(market, market.chain.keys.deployer, { ...call, what: 'claim' }).catch(() => {
    // The lease may have been closed a moment ago; then there is nothing to claim.
  })
}

function nodeOf(nodes: readonly TestNode[], nodeId: string): TestNode {
  const node = nodes.find((one) => one.id === nodeId)
  if (node === undefined) throw new Error('a lease of a node nobody registered')
  return node
}

async function moveMoney(market: Market, { random }: Move): Promise<void> {
  const { provider } = market.chain.keys
  const { market: to, pToken } = market.chain.addresses
  const amount = BigInt(1 + Math.floor(random() * 1_000_000))
  const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [to, amount] })
  await send(market, provider, { to: pToken, data: approve, what: 'approve' })
  await send(market, provider, { to, data: encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [amount] }), what: 'deposit' })
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [amount / 2n, provider.address] })
  await send(market, provider, { to, data, what: 'withdraw' })
}

/** Drops blocks, but never those in which nodes were registered: no key would send that again. */
async function rollBack(market: Market, blocks: number, { setUpTo }: Move): Promise<void> {
  if ((await market.client.getBlockNumber()) - BigInt(blocks) < setUpTo) return
  await market.client.request({ method: 'anvil_rollback', params: [blocks] } as unknown as Parameters<typeof market.client.request>[0])
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** mulberry32: the same numbers for the same seed. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
