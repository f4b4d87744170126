import { randomUUID } from 'node:crypto'
import { insertApiCommands } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { OrdersCancelledWire } from '@infinitio/domain/wire'
import { toCanonical } from '@infinitio/matching'
import type { Services } from '../../services/services.ts'

/** Takes all open orders of an account out of the book, or those of one side: what is open when the matcher reads it, in every mode of the market. */
export async function cancelAllOrders(
  services: Services,
  { account, side }: { account: Address; side: 'asks' | 'bids' | null },
): Promise<OrdersCancelledWire> {
  const commandKey = `cancel-all:${account}:${randomUUID()}`
  const payload = toCanonical({ kind: 'CancelAll', account, ...(side === null ? {} : { side }) })
  const accepted = await services.db.transaction((tx) => insertApiCommands(tx, [{ commandKey, kind: 'CancelAll', payload }]))
  const acceptedAt = accepted.get(commandKey)?.acceptedAt
  if (acceptedAt === undefined) throw new Error('an accepted command can be read back')
  services.logger.info({ account, side }, 'the end of all orders was accepted')
  services.hub.wake()
  return { side, acceptedAt: Math.floor(acceptedAt.getTime() / 1_000) }
}
