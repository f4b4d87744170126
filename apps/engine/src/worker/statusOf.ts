import type { SenderRest, WorkerStatus } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { Sender } from './sender.ts'
import { transactionsLeft } from './watchGas.ts'

/** Returns a sender's public status for health pages. `sender` is null until the chain has answered once. */
export function statusOf({ address, sender, chainError }: { address: Address; sender: Sender | null; chainError: string | null }): WorkerStatus {
  const hasLooked = sender !== null && sender.gas.readAtMs > 0
  return {
    sender: address,
    chainError,
    balance: hasLooked ? sender.gas.balance : null,
    transactionsLeft: hasLooked ? transactionsLeft(sender) : null,
    lowGas: sender?.gas.isLow ?? false,
    rest: sender === null ? null : restOf(sender),
    inFlight: sender?.inFlight ?? 0,
    nonceGap: sender?.nonceGap ?? 0,
  }
}

/** Returns why the key takes no new work now; returns null if it takes work. */
export function restOf({ rest, limits, nowMs }: Pick<Sender, 'rest' | 'limits' | 'nowMs'>): SenderRest | null {
  if (rest !== null && rest.untilMs > nowMs()) return rest.reason
  return limits.isRetiring ? 'retiring' : null
}
