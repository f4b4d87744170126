import type { ContractCall } from '@infinitio/chain'
import type { Sender } from './sender.ts'

/**
 * Returns the call that `build` returns, or null if the stored item cannot be encoded for the contract. The API should have rejected such an item, so this is a
 * bug. It must not affect the items that wait behind it.
 */
export function buildCall({ logger }: Pick<Sender, 'logger'>, build: () => ContractCall | null): ContractCall | null {
  try {
    return build()
  } catch (error) {
    logger.error({ err: error }, 'a stored item cannot be encoded for the contract')
    return null
  }
}
