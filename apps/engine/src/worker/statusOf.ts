import type { SenderRest, WorkerStatus } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { Sender } from './sender.ts'
import { transactionsLeft } from './watchGas.ts'

/** What health pages may know of a sender; `sender` is null before the chain answered for the first time. */
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

/** Why the key takes no new work now; null when it does. */
export function restOf({ rest, limits, nowMs }: Pick<Sender, 'rest' | 'limits' | 'nowMs'>): SenderRest | null {
  if (rest !== null && rest.untilMs > nowMs()) return rest.reason
  return limits.isRetiring ? 'retiring' : null
}
