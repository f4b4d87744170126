import { releaseChannelCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { assetUnits, hashLedgerMessage, zeroHex32 } from '@infinitio/domain'
import { channelOfVoucher, type SignedRelease } from '@infinitio/services'
import { claimOf, type ServedChannel } from './servedChannel.ts'
import type { SettleParts } from './settleClaims.ts'

const timeoutMs = 120_000
const gasOfRelease = 250_000n

/** Returns the service's permission to close a channel at once: its last claim, signed by the operator. The service must have ended the channel before. */
export function releaseOf({ ledger, operatorKey, signatures }: ReleaseParts, channel: ServedChannel): SignedRelease {
  const { id, serial, best, chain } = channel
  const owed = claimOf(channel)
  const claim = owed > chain.settled ? owed : chain.settled
  const digest = hashLedgerMessage('Release', { channel: id, serial, claim }, ledger.domain)
  const none = { seq: 0, spent: assetUnits(0n), trace: zeroHex32, signature: '0x' } as const
  const voucher = best === null ? none : { ...best.voucher, trace: best.trace }
  const { seq, spent, trace, signature } = voucher
  return { serial, claim, voucher: { seq, spent, trace, signature }, signature: signatures.sign(digest, operatorKey) }
}

/**
 * Closes the channels that may have lost receipts, because the machine stopped. Their payers get the rest of their deposits back at once. Tries all of them, and
 * then throws the first error. Returns the number of closed channels.
 */
export async function releaseLost(parts: SettleParts): Promise<number> {
  const { book, ledger, service, operatorKey } = parts
  const lost = [...book.channels.values()].filter(({ ended }) => ended === 'lost')
  const failed: unknown[] = []
  for (const { id } of lost) {
    try {
      await book.refresh(id)
      const channel = book.channels.get(id)
      if (channel?.ended !== 'lost') continue
      const { to, data } = releaseChannelCall({
        ledger: ledger.domain.ledger,
        channel: channelOfVoucher(channel, service),
        release: releaseOf(parts, channel),
      })
      const call = { to, data, value: 0n, gas: gasOfRelease, what: `closing the channel ${id}` }
      await sendCalls(ledger.client, { privateKey: operatorKey, calls: [call], timeoutMs })
      await book.refresh(id)
    } catch (error) {
      failed.push(error)
    }
  }
  if (failed.length > 0) throw failed[0]
  return lost.length
}

/** The parts of a service that sign a release. */
export type ReleaseParts = Pick<SettleParts, 'ledger' | 'service' | 'operatorKey' | 'signatures'>
