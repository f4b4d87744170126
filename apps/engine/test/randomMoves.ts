import { claimCall, marketAbi, pTokenAbi } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { listLeaseRows } from '@infinitio/db'
import { durationSeconds, leaseId, leaseTermsOf } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { actorKey, placeBid, relayCancel, relayEnd, relayEndByProvider, relayExtend, relayReady, send, type TestNode } from './actors.ts'
import { fund, listNode, testPrice } from './bookLease.ts'
import { pick } from '@infinitio/process/test'
import type { Market } from './startMarket.ts'

/** The people and nodes of the test, and the last block of its set-up. A reorg may not drop that block, because nobody would send its transactions again. */
export interface RandomCrowd {
  renters: readonly TestKey[]
  nodes: readonly TestNode[]
  setUpTo: bigint
}

/** Funds three renters and lists nodes of 1, 3 and 8 GPUs. The engine must be running. */
export async function gatherCrowd(market: Market): Promise<RandomCrowd> {
  const renters = ['one', 'two', 'three'].map((name) => actorKey(`random ${name}`))
  for (const renter of renters) await fund(market, renter)
  const nodes: TestNode[] = []
  for (const gpus of [1, 3, 8]) nodes.push((await listNode(market, { name: `random ${gpus}`, gpus })).node)
  await market.chain.mine(4)
  return { renters, nodes, setUpTo: await market.client.getBlockNumber() }
}

/** The input of one move. `nonce` is the nonce of the bid that the move may place; no other move uses it. */
export type Move = RandomCrowd & { nonce: number; random: () => number }

/** Makes one random move: books, changes a lease, moves money or lets time pass. */
export async function moveAtRandom(market: Market, move: Move): Promise<void> {
  const choice = move.random()
  if (choice < 0.38) return book(market, move)
  if (choice < 0.86) return changeLease(market, move)
  if (choice < 0.93) return moveMoney(market, move)
  return market.chain.travel(Math.floor(move.random() * 5_000))
}

async function book(market: Market, { renters, nodes, nonce, random }: Move): Promise<void> {
  const node = pick(nodes, random)
  const gpus = 1 + Math.floor(random() * node.gpus)
  const seconds = 60 + Math.floor(random() * 200_000)
  const wish = { node, maxPricePerGpuSecond: testPrice, gpus, durationSeconds: durationSeconds(BigInt(seconds)), nonce: BigInt(nonce) }
  await placeBid(market, pick(renters, random), wish)
}

async function changeLease(market: Market, { nodes, renters, random }: Move): Promise<void> {
  const live = (await listLeaseRows(market.owner)).filter((row) => row.state === 'booked' || row.state === 'active')
  if (live.length === 0) return
  const row = pick(live, random)
  const id = leaseId(row.leaseId)
  const renter = renters.find((key) => key.address === row.renter)
  if (renter === undefined) throw new Error('a lease of somebody else')
  if (random() < 0.12) {
    await relayEndByProvider(market, id)
    return
  }
  if (row.state === 'booked') {
    if (random() < 0.3) await relayCancel(market, renter, id)
    else await relayReady(market, nodeOf(nodes, row.nodeId), id)
    return
  }
  if (random() < 0.4) {
    await relayExtend(market, renter, { leaseId: id, end: row.endAt + BigInt(60 + Math.floor(random() * 40_000)) })
    return
  }
  if (random() < 0.5) {
    await relayEnd(market, renter, { leaseId: id, accept: random() < 0.6 })
    return
  }
  const call = claimCall({ market: market.chain.addresses.market, leaseId: id, terms: leaseTermsOf(row) })
  await send(market, market.chain.keys.deployer, { ...call, what: 'claim' }).catch(() => {
    // The lease may have been closed just now. In that case, there is nothing to claim.
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
