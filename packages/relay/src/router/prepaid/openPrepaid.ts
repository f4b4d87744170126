import { join } from 'node:path'
import { type Address, formatPt, type ServiceId } from '@infinitio/domain'
import {
  needOf,
  priceWithMargin,
  type InferenceRequest,
  type RouterTerms,
  type ServiceTerms,
  settlesPerLock,
  startPriceOf,
  termsHash,
} from '@infinitio/services'
import type { InTurn } from '../../ledger/inTurn.ts'
import { type LedgerAccess, readService } from '../../ledger/ledgerAccess.ts'
import { watchChannels } from '../../ledger/watchChannels.ts'
import type { ProxyKeys } from '../../proxy/clientStore.ts'
import { RelayError } from '../../relayError.ts'
import type { Signatures } from '../../signatures/openSignatures.ts'
import { chargeHold, chargeWhole, openPurse, type Purse } from './openPurse.ts'
import { PrepaidBook, restOf } from './prepaidBook.ts'
import type { Hold, PrepaidChannel } from './prepaidChannel.ts'
import { settleLists } from './settleLists.ts'

/**
 * A router as a service of the ledger that users prepay: its id, the terms that it published, and the key that signs its receipts. `coinPrice` is the price of
 * one coin of gas in base units of PToken, or null if it is unknown; then only `leastClaim` of the terms limits which debts are settled.
 */
export type PrepaidSettings = {
  readonly service: ServiceId
  readonly terms: RouterTerms
  readonly responseKey: `0x${string}`
  readonly coinPrice?: bigint | null
  readonly mostLogBytes?: number
}

type Opening = PrepaidSettings & {
  readonly ledger: LedgerAccess
  readonly keys: ProxyKeys
  readonly folder: string
  readonly signatures: Signatures
  readonly turn: InTurn
  readonly everyMs: number
  readonly nowMs: () => number
  readonly onLost: (payer: Address) => void
}

/** A running request of a user. */
export type UserRequest = {
  readonly purseFor: (service: ServiceId) => Purse
  /** Returns why this user cannot pay a service for a request, or null. The reason of a deposit that is too small names the price of the advance. */
  readonly refusal: (service: ServiceId, terms: ServiceTerms, request: InferenceRequest) => UserRefusal | null
  readonly leave: () => void
}

/** The reason why a user cannot pay a service for a request. */
export type UserRefusal = { readonly kind: 'deposit' | 'busy'; readonly text: string }

/** The users of a router and their money. */
export type Prepaid = PrepaidSettings & {
  readonly book: PrepaidBook
  readonly lockSeconds: number
  /**
   * Begins a request of a payer. Throws `serving.busy` above four requests of one payer at once, so that one user cannot use up the requests that a service
   * answers for the router, and above 240 in a minute. Throws `serving.deposit_too_low` and `serving.channel_exiting`.
   */
  readonly enter: (payer: Address) => Promise<UserRequest>
  /** Ends the hold of a voucher by the checked receipt of its service. Does nothing without such a hold. */
  readonly chargeByReceipt: (digest: string, receipt: string) => Promise<void>
  /** Returns the holds of answers that ended without a receipt. */
  readonly left: () => readonly Hold[]
  /** Settles debts (`settleLists`), charges holds whose receipts are late, and looks after the log of the book. */
  readonly settle: (which: 'due' | 'all') => ReturnType<typeof settleLists>
  readonly stop: () => void
}

/** The most requests of one payer that run at once, and that one service has without a receipt. A service answers 16 requests of the router at once. */
const mostOfPayer = 4
/** The most requests of one payer in a minute. Each one adds lines to files of the router. */
const mostInMinute = 240
const minuteMs = 60_000
/** The reason why a channel takes no requests until it was closed on the chain. */
export const lostText = 'this router lost receipts of your channel, so close it by an exit'
/** The number of answers after which a service may ask for a whole step, the most that the router signs for output before it comes. */
export const answersOfWholeStep = 4

/** Opens the books of the users of a router, and watches their channels on the chain. Throws `serving.service_unknown` and viem's errors. */
export async function openPrepaid({ ledger, keys, folder, signatures, turn, everyMs, nowMs, onLost, ...settings }: Opening): Promise<Prepaid> {
  const { service, terms, responseKey, mostLogBytes } = settings
  const { lockSeconds } = await readService(ledger, service)
  const path = join(folder, 'prepaid.log')
  const of = { path, ledger, service, key: keys.key, responseKey, terms: termsHash(terms) }
  const book = await PrepaidBook.open({ ...of, signatures, nowMs, mostLogBytes, onLost })
  const counts = new Map<Address, { running: number; inMinute: number; sinceMs: number }>()
  const watch = await watchChannels(ledger, { everyMs, onChange: (channel) => book.refresh(channel) })
  const purses = { book, marginBps: terms.marginBps, secret: keys.channelKey, nowMs }
  return {
    ...{ ...settings, book, lockSeconds },
    async enter(payer) {
      const first = await book.channelOf(payer)
      // A deposit becomes final without an event, so a channel with little left is read again.
      if (restOf(first) < terms.leastDeposit) await book.refresh(first.id)
      const channel = await book.channelOf(payer)
      if (channel.chain.exitAt !== 0) throw new RelayError('serving.channel_exiting', `until ${channel.chain.exitAt}`)
      if (channel.isEnded) throw new RelayError('serving.channel_ended', lostText)
      forgetIdle(counts, nowMs())
      const count = counts.get(payer) ?? { running: 0, inMinute: 0, sinceMs: nowMs() }
      if (nowMs() - count.sinceMs >= minuteMs) Object.assign(count, { inMinute: 0, sinceMs: nowMs() })
      if (count.running >= mostOfPayer) throw new RelayError('serving.busy', `${mostOfPayer} requests of one account`)
      if (count.inMinute >= mostInMinute) throw new RelayError('serving.busy', `${mostInMinute} requests of one account in a minute`)
      counts.set(payer, Object.assign(count, { running: count.running + 1, inMinute: count.inMinute + 1 }))
      return {
        purseFor: (candidate) => openPurse(purses, { channel, service: candidate }),
        refusal: (candidate, offered, request) => refusalOf({ channel, marginBps: terms.marginBps }, { service: candidate, terms: offered, request }),
        leave() {
          count.running -= 1
        },
      }
    },
    async chargeByReceipt(digest, receipt) {
      const found = holdsOf(book).find(({ hold }) => hold.digest === digest)
      if (found !== undefined) await chargeHold(purses, { ...found, receipt, startedMs: found.hold.sinceMs })
    },
    left: () => holdsOf(book).flatMap(({ hold }) => (hold.isLeft ? [hold] : [])),
    async settle(which) {
      const lateMs = (lockSeconds / settlesPerLock) * 1_000
      for (const { channel, hold } of holdsOf(book))
        if (hold.isLeft && nowMs() - hold.sinceMs >= lateMs) await chargeWhole(purses, { channel, hold, startedMs: hold.sinceMs })
      await book.look()
      const { coinPrice = null } = settings
      return await settleLists({ book, ledger, service, keys, lockSeconds, signatures, turn, nowMs, terms, coinPrice }, which)
    },
    stop() {
      watch.stop()
      book.close()
    },
  }
}

function holdsOf({ channels }: PrepaidBook): readonly { readonly channel: PrepaidChannel; readonly hold: Hold }[] {
  return [...channels.values()].flatMap((channel) => [...channel.holds.values()].map((hold) => ({ channel, hold })))
}

/** Forgets the counts of payers that ended their last request more than a minute ago, when there are many of them. */
function forgetIdle(counts: Map<Address, { readonly running: number; readonly sinceMs: number }>, nowMs: number): void {
  const many = 1_000
  if (counts.size < many) return
  for (const [payer, { running, sinceMs }] of counts) if (running === 0 && nowMs - sinceMs >= minuteMs) counts.delete(payer)
}

/** Returns why a user cannot pay a service for a request: too many requests there have no receipt yet, or the rest of the deposit is smaller than the advance. */
function refusalOf(
  { channel, marginBps }: { readonly channel: PrepaidChannel; readonly marginBps: number },
  { service, terms, request }: { readonly service: ServiceId; readonly terms: ServiceTerms; readonly request: InferenceRequest },
): UserRefusal | null {
  const open = [...channel.holds.values()].filter((hold) => hold.service === service).length
  if (open >= mostOfPayer) return { kind: 'busy', text: `${mostOfPayer} of your requests wait for its receipts` }
  const need = priceWithMargin(needOf(terms, { ...request, answers: answersOfWholeStep }), marginBps)
  if (need <= restOf(channel)) return null
  const pt = (amount: bigint) => `${formatPt(amount, { digits: 6 })} PT`
  const parts = `its step is ${pt(terms.step)}, its start price ${pt(startPriceOf(terms))}`
  return { kind: 'deposit', text: `it asks for an advance of ${pt(need)}, and ${pt(restOf(channel))} are left: ${parts}` }
}
