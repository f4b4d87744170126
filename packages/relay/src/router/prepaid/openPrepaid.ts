import { join } from 'node:path'
import type { Address, ServiceId } from '@infinitio/domain'
import { type Candidate, type RouterTerms, termsHash } from '@infinitio/services'
import type { InTurn } from '../../ledger/inTurn.ts'
import { type LedgerAccess, readService } from '../../ledger/ledgerAccess.ts'
import { watchChannels } from '../../ledger/watchChannels.ts'
import type { ProxyKeys } from '../../proxy/clientStore.ts'
import { RelayError } from '../../relayError.ts'
import type { Signatures } from '../../signatures/openSignatures.ts'
import { openPurse, type Purse } from './openPurse.ts'
import { PrepaidBook, restOf } from './prepaidBook.ts'
import { settleLists } from './settleLists.ts'

/** A router as a service of the ledger that users prepay: its id, the terms that it published, and the key that signs its receipts. */
export type PrepaidSettings = { readonly service: ServiceId; readonly terms: RouterTerms; readonly responseKey: `0x${string}` }

type Opening = PrepaidSettings & {
  readonly ledger: LedgerAccess
  readonly keys: ProxyKeys
  readonly folder: string
  readonly signatures: Signatures
  readonly turn: InTurn
  readonly everyMs: number
  readonly nowMs: () => number
}

/** The users of a router and their money. */
export type Prepaid = PrepaidSettings & {
  readonly book: PrepaidBook
  readonly lockSeconds: number
  /**
   * Begins a request of a payer. `purseFor` opens its money for one try, and `leave` ends the request. Throws `serving.busy` above four requests of one payer,
   * so that one user cannot use up the requests that a service answers for the router. Throws `serving.deposit_too_low` and `serving.channel_exiting`.
   */
  readonly enter: (payer: Address) => Promise<{ readonly purseFor: (candidate: Candidate) => Purse; readonly leave: () => void }>
  readonly settle: (which: 'due' | 'all') => ReturnType<typeof settleLists>
  readonly stop: () => void
}

/** The most requests of one payer that run at once. A service answers 16 requests of the router at once. */
const mostOfPayer = 4

/** Opens the books of the users of a router, and watches their channels on the chain. Throws `serving.service_unknown` and viem's errors. */
export async function openPrepaid({
  service,
  terms,
  responseKey,
  ledger,
  keys,
  folder,
  signatures,
  turn,
  everyMs,
  nowMs,
}: Opening): Promise<Prepaid> {
  const { lockSeconds } = await readService(ledger, service)
  const path = join(folder, 'prepaid.log')
  const book = await PrepaidBook.open({ path, ledger, service, key: keys.key, responseKey, terms: termsHash(terms), signatures, nowMs })
  const open = new Map<Address, number>()
  const watch = await watchChannels(ledger, { everyMs, onChange: (channel) => book.refresh(channel) })
  return {
    ...{ service, terms, responseKey, book, lockSeconds },
    async enter(payer) {
      const first = await book.channelOf(payer)
      // A deposit becomes final without an event, so a channel with little left is read again.
      if (restOf(first) < terms.leastDeposit) await book.refresh(first.id)
      const channel = await book.channelOf(payer)
      if (channel.chain.exitAt !== 0) throw new RelayError('serving.channel_exiting', `until ${channel.chain.exitAt}`)
      const running = open.get(payer) ?? 0
      if (running >= mostOfPayer) throw new RelayError('serving.busy', `${mostOfPayer} requests of one account`)
      open.set(payer, running + 1)
      return {
        purseFor: (candidate) => openPurse({ book, channel, marginBps: terms.marginBps, secret: keys.channelKey, nowMs }, candidate),
        leave() {
          const left = (open.get(payer) ?? 1) - 1
          if (left === 0) open.delete(payer)
          else open.set(payer, left)
        },
      }
    },
    settle: (which) => settleLists({ book, ledger, service, keys, lockSeconds, signatures, turn, nowMs }, which),
    stop() {
      watch.stop()
      book.close()
    },
  }
}
