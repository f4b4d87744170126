import type { ContractCall } from '@infinitio/chain'
import type { Sender } from './sender.ts'

/**
 * The call that `build` makes, or null when what was stored cannot be encoded for the contract at all. That is a bug behind one of
 * our doors, and it must only cost the item it is about, not everything that waits behind it.
 */
export function buildCall({ logger }: Pick<Sender, 'logger'>, build: () => ContractCall | null): ContractCall | null {
  try {
    return build()
  } catch (error) {
    logger.error({ err: error }, 'a stored item cannot be encoded for the contract')
    return null
  }
}
