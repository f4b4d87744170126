import { refusal, signCancelOrder, waitUntil } from '@infinitio/sdk'
import { nodeAmong } from './providedMachine.ts'
import type { WalletSession } from '../market/walletSession.ts'

const takenWithinSeconds = 30
const lookEveryMs = 200

/**
 * Withdraws a machine's ask and waits until the order book no longer has it. Leases continue. Resolves with false if the machine had no ask. Rejects with
 * InfinitioError.
 */
export async function withdrawAsk(session: WalletSession, nodeId: string | null): Promise<boolean> {
  const { askHash } = nodeAmong(await session.call((client) => client.getProvider()), nodeId)
  if (askHash === null) return false
  const chain = await session.open.getChain()
  const cancel = await signCancelOrder(session.account, { orderHash: askHash, chain })
  await session.call((client) => client.cancelOrder({ orderHash: askHash, cancel }))
  const isOpen = (state: string): boolean => state === 'open' || state === 'accepted'
  const { state, code } = await waitUntil(
    () => session.call((client) => client.getOrder(askHash)),
    (order) => !isOpen(order.state),
    { timeoutSeconds: takenWithinSeconds, everyMs: lookEveryMs },
  )
  if (state === 'rejected') throw refusal('api.timed_out', { detail: `the ask was refused: ${code}` })
  return true
}
