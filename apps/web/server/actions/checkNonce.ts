import { isNonceTaken } from '@infinitio/db'
import type { Bid, Refusal } from '@infinitio/domain'
import { readOrderNonce } from '../chain/readOrderNonce.ts'
import type { Services } from '../services.ts'

/** Refuses a nonce that another order of the account uses, or that the chain says is used or cancelled. */
export async function checkNonce(
  services: Services,
  args: { account: Bid['renter']; kind: 'ask' | 'bid'; nonce: bigint; orderHash: string },
): Promise<Refusal | null> {
  const { account, kind, nonce } = args
  if (kind === 'bid' && (await isNonceTaken(services.db, { account, kind, nonce, exceptHash: args.orderHash })))
    return { rejected: 'order.nonce_used' }
  const { addresses } = await services.facts.read()
  const state = await readOrderNonce(services.facts.client, { market: addresses.market, account, kind, nonce })
  if (state === 'free') return null
  return { rejected: state === 'used' ? 'order.nonce_used' : 'order.nonce_cancelled' }
}
