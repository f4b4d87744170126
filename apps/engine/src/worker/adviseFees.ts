import { readSender } from '@infinitio/chain/node'
import type { Sender } from './sender.ts'

const ADVICE_LIVES_MS = 5_000
/** Milliseconds for which a key takes no new work after it found the chain's fees above its limit. */
const FEES_REST_MS = 2_000

/**
 * Returns the fees that the chain node advises, with the maximum fee doubled. The advice is at most 5 s old; with `isFresh`, it is always read again. If even
 * the base fee is above the key's limit, the key takes no new work for a while.
 */
export async function adviseFees(sender: Sender, { isFresh = false }: { isFresh?: boolean } = {}): Promise<NonNullable<Sender['advice']>> {
  const { nowMs, limits, logger, address } = sender
  const known = !isFresh && sender.advice !== null && nowMs() - sender.advice.readAtMs < ADVICE_LIVES_MS ? sender.advice : null
  const advice = known ?? (await readAdvice(sender))
  sender.advice = advice
  if (advice.baseFeePerGas <= limits.maxFeePerGas) return advice
  const about = { sender: address, baseFeePerGas: advice.baseFeePerGas, cap: limits.maxFeePerGas }
  if (known === null) logger.error(about, 'the chain asks for higher fees than this key may pay')
  sender.rest = { reason: 'fees', untilMs: nowMs() + FEES_REST_MS }
  return advice
}

async function readAdvice({ client, address, nowMs }: Sender): Promise<NonNullable<Sender['advice']>> {
  const { maxFeePerGas, maxPriorityFeePerGas, baseFeePerGas } = await readSender(client, address)
  // Allow twice the fee that the chain node recommends, so that the transaction stays valid while the base fee rises for several blocks.
  return { fees: { maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas }, baseFeePerGas, readAtMs: nowMs() }
}
