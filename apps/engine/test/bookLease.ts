import { durationSeconds, type LeaseId, leaseId, type OrderHash } from '@infinitio/domain'
import type { TestKey } from '@infinitio/chain/test'
import { askFaucet, placeAsk, placeBid, registerNode, type TestNode } from './actors.ts'
import type { Market } from './startMarket.ts'

/** Price of every ask in these tests, in base units per GPU-second: about a third of a cent per GPU-hour. */
export const testPrice = 1_000_000_000_000n

/** Gives an account money from the faucet and waits until the balance is in the matcher's order book. */
export async function fund(market: Market, renter: TestKey): Promise<void> {
  await askFaucet(market, renter)
  await market.until('the faucet money is in the journal', async () => {
    const [row] = await market.owner.query(
      `select 1 from chain_commands where kind = 'Deposited' and payload like '%' || $1 || '%' and id <= (select last_id from cursors where source = 'chain')`,
      [renter.address],
    )
    return row
  })
}

/** Registers a node and lists it at the test price. */
export async function listNode(market: Market, { name, gpus }: { name: string; gpus: number }): Promise<{ node: TestNode; askHash: OrderHash }> {
  const node = await registerNode(market, { name, gpus })
  await market.until('the node is in the journal', async () => {
    const [row] = await market.owner.query(
      `select 1 from chain_commands where kind = 'NodeRegistered' and payload like '%' || $1 || '%' and id <= (select last_id from cursors where source = 'chain')`,
      [node.id],
    )
    return row
  })
  const askHash = await placeAsk(market, node, { pricePerGpuSecond: testPrice, nonce: BigInt(Number.parseInt(node.id.slice(2, 10), 16)) })
  await market.until('the ask is judged', () => orderState(market, askHash))
  return { node, askHash }
}

/** Books one GPU of a node for an hour and waits until it is settled. */
export async function bookLease(
  market: Market,
  renter: TestKey,
  { node, nonce }: { node: TestNode; nonce: bigint },
): Promise<{ bidHash: OrderHash; leaseId: LeaseId }> {
  const bidHash = await placeHourBid(market, renter, { node, nonce })
  const lease = await market.until('the order is settled', () => settledLease(market, bidHash))
  return { bidHash, leaseId: leaseId(lease) }
}

/** Bids for one GPU of a node for an hour. */
export function placeHourBid(market: Market, renter: TestKey, { node, nonce }: { node: TestNode; nonce: bigint }): Promise<OrderHash> {
  return placeBid(market, renter, { node, maxPricePerGpuSecond: testPrice, gpus: 1, durationSeconds: durationSeconds(3_600n), nonce })
}

/** Returns an order's state, or null before the matcher has judged it. */
export async function orderState(
  market: Market,
  orderHash: OrderHash,
): Promise<{ state: string; code: string | null; leaseId: bigint | null } | null> {
  const rows = await market.owner.query<{ state: string; code: string | null; leaseId: bigint | null }>(
    'select state, code, lease_id as "leaseId" from book_orders where order_hash = $1',
    [orderHash],
  )
  return rows[0] ?? null
}

async function settledLease(market: Market, bidHash: OrderHash): Promise<bigint | null> {
  const order = await orderState(market, bidHash)
  if (order?.code != null) throw new Error(`the order ended with ${order.code}`)
  return order?.state === 'settled' ? order.leaseId : null
}
