import { marketAbi } from '@infinitio/chain'
import type { OrderHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { send } from './actors.ts'
import type { Market } from './startMarket.ts'

/** Cancels an ask of the test chain's provider on the chain, with a separate transaction. */
export async function cancelAskOnChain(market: Market, askHash: OrderHash): Promise<void> {
  const [row] = await market.owner.query<{ nonce: string }>("select order_json::jsonb ->> 'nonce' as nonce from book_orders where order_hash = $1", [
    askHash,
  ])
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'cancelAsk', args: [BigInt(row?.nonce ?? '')] })
  await send(market, market.chain.keys.provider, { to: market.chain.addresses.market, data, what: 'cancelAsk' })
}
