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
import { PrepaidBook } from './prepaidBook.ts'
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
  /** Opens the money of a payer for one try of a request. Throws `serving.deposit_too_low` and `serving.channel_exiting`. */
  readonly purseOf: (payer: Address) => Promise<(candidate: Candidate) => Purse>
  readonly settle: (which: 'due' | 'all') => ReturnType<typeof settleLists>
  readonly stop: () => void
}

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
  const watch = await watchChannels(ledger, { everyMs, onChange: (channel) => book.refresh(channel) })
  return {
    ...{ service, terms, responseKey, book, lockSeconds },
    async purseOf(payer) {
      const channel = await book.channelOf(payer)
      if (channel.chain.exitAt !== 0) throw new RelayError('serving.channel_exiting', `until ${channel.chain.exitAt}`)
      return (candidate) => openPurse({ book, channel, marginBps: terms.marginBps, secret: keys.channelKey, nowMs }, candidate)
    },
    settle: (which) => settleLists({ book, ledger, service, keys, lockSeconds, signatures, turn, nowMs }, which),
    stop() {
      watch.stop()
      book.close()
    },
  }
}
