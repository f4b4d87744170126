import { releaseChannelCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { assetUnits, hashLedgerMessage, zeroHex32 } from '@infinitio/domain'
import type { SignedRelease } from '@infinitio/services'
import { factsOf } from './channelPlace.ts'
import { claimOf, mustProve, type ServedChannel } from './servedChannel.ts'
import type { SettleParts } from './settleParts.ts'

const timeoutMs = 120_000
const gasOfRelease = 250_000n

/**
 * Returns the service's permission to close a channel at once: its last claim, signed by the operator. The service must have ended the channel before, and
 * settled all of it if its key is on BabyJubJub (`mustProve`).
 */
export function releaseOf({ ledger, operatorKey, signatures }: ReleaseParts, channel: ServedChannel): SignedRelease {
  const { id, serial, best, chain } = channel
  const owed = claimOf(channel)
  const claim = owed > chain.settled ? owed : chain.settled
  const digest = hashLedgerMessage('Release', { channel: id, serial, claim }, ledger.domain)
  const none = { seq: 0, spent: assetUnits(0n), trace: zeroHex32, signature: '0x' } as const
  const voucher = best === null || channel.curve !== 'secp256k1' ? none : { ...best.voucher, trace: best.trace }
  const { seq, spent, trace, signature } = voucher
  return { serial, claim, voucher: { seq, spent, trace, signature }, signature: signatures.sign(digest, operatorKey) }
}

/** The number of channels that a service closed: those that may have lost receipts, and those of payers or countries that the operator denies. */
export type Released = { readonly lost: number; readonly denied: number }

/**
 * Closes two kinds of channels: those that may have lost receipts because the machine stopped, and those that the deny list ended. Their payers get the rest of
 * their deposits at once. A channel with a running answer is closed in a later call, after the answer's receipt. Tries all channels, and then throws the first
 * error.
 */
export async function releaseEnded(parts: SettleParts): Promise<Released> {
  const { book, ledger, service, operatorKey } = parts
  const released = { lost: 0, denied: 0 }
  const failed: unknown[] = []
  for (const { id } of [...book.channels.values()].filter(mustRelease)) {
    try {
      await book.refresh(id)
      const channel = book.channels.get(id)
      if (channel === undefined || !mustRelease(channel)) continue
      const { to, data } = releaseChannelCall({
        ledger: ledger.domain.ledger,
        channel: factsOf(channel, service),
        release: releaseOf(parts, channel),
      })
      const call = { to, data, value: 0n, gas: gasOfRelease, what: `closing the channel ${id}` }
      await sendCalls(ledger.client, { privateKey: operatorKey, calls: [call], timeoutMs })
      await book.refresh(id)
      released[channel.ended === 'lost' ? 'lost' : 'denied'] += 1
    } catch (error) {
      failed.push(error)
    }
  }
  if (failed.length > 0) throw failed[0]
  return released
}

function mustRelease(channel: ServedChannel): boolean {
  return channel.running.size === 0 && (channel.ended === 'lost' || channel.ended === 'denied') && !mustProve(channel)
}

/** The parts of a service that sign a release. */
export type ReleaseParts = Pick<SettleParts, 'ledger' | 'service' | 'operatorKey' | 'signatures'>
