import { setTimeout as wait } from 'node:timers/promises'
import { hashReceipt, readReceipt } from '@infinitio/services'
import { askReceipt } from '../proxy/startProxy.ts'
import type { CutParts, RouterChannel } from './channelSettings.ts'

/** Milliseconds before each question for a receipt. A service signs it when it sees that the connection ended. */
const waitsMs = [0, 50, 200, 1_000, 3_000]

/** Asks a service for the receipts of all answers that broke off. Throws the errors of the connection, and `serving.receipt_wrong`. */
export async function readCuts({ onReceipt }: CutParts, { channel, upstream }: RouterChannel): Promise<void> {
  for (const open of channel.cut()) {
    const receipt = await askReceipt(upstream, open.digest)
    if (receipt !== null && channel.acceptCut(open, receipt) !== null) await onReceipt(open.digest, receipt)
  }
}

/**
 * Returns a function that asks a service at once for the receipts of its answers that broke off, a few times within seconds. A request without a receipt counts
 * as open, and a service answers 16 open requests only. `look` of the router asks for the receipts that come later.
 */
export function readCutsSoon(parts: CutParts): (channel: RouterChannel) => void {
  const asked = new Set<string>()
  return (channel) => {
    for (const open of channel.channel.cut()) {
      if (asked.has(open.digest)) continue
      asked.add(open.digest)
      // If the service does not answer, or its receipt is wrong, the next `look` meets the same error.
      void readSoon(open)
        .catch(() => {})
        .finally(() => asked.delete(open.digest))
    }
    async function readSoon(open: ReturnType<typeof channel.channel.cut>[number]): Promise<void> {
      for (const ms of waitsMs) {
        await wait(ms, undefined, { ref: false })
        const receipt = await askReceipt(channel.upstream, open.digest)
        if (receipt === null) continue
        if (channel.channel.acceptCut(open, receipt) !== null) await parts.onReceipt(open.digest, receipt)
        return
      }
    }
  }
}

/**
 * Asks a service for the receipts of vouchers that its channel no longer lists as open, because the router was killed after it stored a receipt and before it
 * charged the user. Ignores receipts that are not of this channel, or that another key signed.
 */
export async function readOrphans(
  { ledger, signatures, onReceipt }: CutParts,
  { channel, upstream }: RouterChannel,
  digests: readonly string[],
): Promise<void> {
  const open = new Set(channel.openDigests())
  for (const digest of digests) {
    if (open.has(digest)) continue
    const text = await askReceipt(upstream, digest)
    const read = text === null ? null : readReceipt(text)
    if (text === null || read === null || read.receipt.channel !== channel.id) continue
    const signer = signatures.recover(hashReceipt(read.receipt, ledger.domain), read.signature)
    if (signer === channel.terms().responseKey) await onReceipt(digest, text)
  }
}
