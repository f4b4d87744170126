import type { Sender, SenderGas } from './sender.ts'
import { adviseFees } from './adviseFees.ts'

const LOOK_EVERY_MS = 1_000
const LOOK_AT_REST_EVERY_MS = 15_000
const SAY_EVERY_MS = 60_000
/** A key that ran out of gas continues once it can pay for this many transactions. */
const ENOUGH_TRANSACTIONS = 2n

/**
 * Reads the balance of the sending key, at most once a second. If the balance pays for too few transactions, logs an alarm and sets `isLow`. A key that paused
 * for lack of gas continues after a top-up.
 */
export async function watchGas(sender: Sender, { isBusy }: { isBusy: boolean }): Promise<void> {
  const { client, address, gas, limits, logger, nowMs } = sender
  const everyMs = isBusy || sender.rest !== null ? LOOK_EVERY_MS : LOOK_AT_REST_EVERY_MS
  if (nowMs() - gas.readAtMs < everyMs) return
  await adviseFees(sender)
  gas.balance = await client.getBalance({ address })
  gas.readAtMs = nowMs()
  const left = transactionsLeft(sender)
  if (sender.rest?.reason === 'gas' && left >= ENOUGH_TRANSACTIONS) {
    logger.info({ sender: address, balance: gas.balance }, 'the key can pay for gas again')
    sender.rest = null
  }
  const wasLow = gas.isLow
  gas.isLow = left < limits.lowGasTransactions
  if (!gas.isLow || (wasLow && nowMs() - gas.saidLowAtMs < SAY_EVERY_MS)) return
  gas.saidLowAtMs = nowMs()
  logger.error(
    { sender: address, balance: gas.balance, transactionsLeft: left, alarmBelow: limits.lowGasTransactions },
    'a sender key runs out of gas',
  )
}

/** Returns how many more transactions of the typical size the key can pay for, at the fees that the chain advises now. */
export function transactionsLeft({ gas, advice }: { gas: SenderGas; advice: Sender['advice'] }): bigint {
  const cost = gas.typical * (advice?.fees.maxFeePerGas ?? 0n)
  const free = gas.balance - gas.reserved
  if (free <= 0n) return 0n
  return cost === 0n ? 1_000_000_000n : free / cost
}
