import { readSender } from '@infinitio/chain/node'
import type { Sender } from './sender.ts'

const ADVICE_LIVES_MS = 5_000
/** Pause of a key, in ms, if the chain's fees are above its cap. */
const FEES_REST_MS = 2_000

/**
 * Returns the fees that the chain advises now, read at most every 5 s unless `isFresh` is set. The key pauses if even the base fee is above its cap.
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
  // Twice the node's advice, because the base fee may rise for several blocks before a new signature is needed.
  return { fees: { maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas }, baseFeePerGas, readAtMs: nowMs() }
}
