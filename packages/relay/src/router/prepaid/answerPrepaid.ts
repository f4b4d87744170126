import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Address, address, type Hex32, type ServiceId } from '@infinitio/domain'
import { keyRequestSeconds, prepaidKeyText, prepaidPaths, type RouterTerms } from '@infinitio/services'
import { hashMessage } from 'viem'
import { z } from 'zod'
import type { OpenDenyList } from '../../deny/openDenyList.ts'
import type { LedgerAccess } from '../../ledger/ledgerAccess.ts'
import { RelayError } from '../../relayError.ts'
import type { Signatures } from '../../signatures/openSignatures.ts'
import { readBody, sendJson } from '../../wire/answers.ts'
import type { RouterBooks, UsageRow } from '../routerBooks.ts'
import type { RouterKey } from '../routerKeys.ts'
import { lostText } from './openPrepaid.ts'
import { type PrepaidBook, restOf } from './prepaidBook.ts'

/** The parts that the paths for users of a router use. */
export type PrepaidDoor = {
  readonly book: PrepaidBook
  readonly books: RouterBooks
  readonly ledger: Pick<LedgerAccess, 'domain'>
  readonly service: ServiceId
  readonly key: Address
  readonly terms: RouterTerms
  readonly lockSeconds: number
  readonly signatures: Signatures
  readonly deny: OpenDenyList | null
  readonly nowMs: () => number
}

const keyRequest = z.strictObject({
  payer: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  issuedSeconds: z.int().min(0),
  signature: z.string().regex(/^0x[0-9a-f]{130}$/),
})
const mostBodyBytes = 1_024
const mostSums = 200
/** The most API keys of a payer in a day, because each one adds a row to a file. */
const mostKeysPerDay = 20
const dayMs = 86_400_000

/**
 * Answers the paths for users who prepay a router: its offer, a new API key for the wallet of a channel, and the balance behind an API key. Returns false for
 * another path. Throws `serving.body_invalid`, `serving.key_refused`, `serving.denied`, `serving.busy`, `serving.channel_ended`, `serving.deposit_too_low` and
 * `serving.key_wrong`.
 */
export async function answerPrepaid(
  door: PrepaidDoor,
  { message, response, keyOf }: { readonly message: IncomingMessage; readonly response: ServerResponse; readonly keyOf: () => RouterKey },
): Promise<boolean> {
  const [path = ''] = (message.url ?? '').split('?')
  const { service, key, terms, lockSeconds } = door
  const send = (value: object) => {
    sendJson(response, { status: 200, body: JSON.stringify(value) })
    return true
  }
  if (message.method === 'GET' && path === prepaidPaths.offer) {
    return send({ service, key, lockSeconds, marginBps: terms.marginBps, leastDeposit: String(terms.leastDeposit) })
  }
  if (message.method === 'POST' && path === prepaidPaths.keys) return send(await newKey(door, await readBody(message, mostBodyBytes)))
  if (message.method !== 'GET' || path !== prepaidPaths.balance) return false
  const { payer } = keyOf()
  if (payer === undefined) throw new RelayError('serving.key_wrong', 'this key has no channel of its own')
  const channel = await door.book.channelOf(payer)
  const { deposited, settled } = channel.chain
  const figures = { deposited: String(deposited), settled: String(settled), owed: String(channel.owed), left: String(restOf(channel)) }
  return send({ channel: channel.id, serial: channel.serial, ...figures, usage: usageOf(door.books, payer) })
}

/** Makes an API key for a payer whose wallet signed the request, and ends the payer's earlier keys. */
async function newKey({ book, books, ledger, service, terms, signatures, deny, nowMs }: PrepaidDoor, body: Uint8Array): Promise<object> {
  const read = keyRequest.safeParse(parsed(body))
  if (!read.success) throw new RelayError('serving.body_invalid', read.error.issues.map(({ path }) => path.join('.')).join(', '))
  const payer = address(read.data.payer.toLowerCase())
  const { issuedSeconds, signature } = read.data
  const text = prepaidKeyText({ ...ledger.domain, service, payer, issuedSeconds })
  if (signatures.recover(hashMessage(text) as Hex32, signature as `0x${string}`) !== payer) throw new RelayError('serving.key_refused', 'signature')
  if (Math.abs(nowMs() / 1_000 - issuedSeconds) > keyRequestSeconds) throw new RelayError('serving.key_refused', 'time')
  if (deny?.hasAccount(payer) === true) throw new RelayError('serving.denied')
  const { chain, isEnded } = await book.channelOf(payer)
  if (chain.exitAt !== 0) throw new RelayError('serving.channel_exiting', `until ${chain.exitAt}`)
  if (isEnded) throw new RelayError('serving.channel_ended', lostText)
  if (chain.deposited - chain.settled < terms.leastDeposit)
    throw new RelayError('serving.deposit_too_low', `this router asks for ${terms.leastDeposit}`)
  // From here to the new key, the code must not await anything. Otherwise the same request, sent twice at once, could get two keys.
  // An earlier or equal time is a repetition of a request that somebody saw.
  const earlier = books.keysOf(payer)
  if (earlier.some((key) => (key.issuedSeconds ?? 0) >= issuedSeconds)) throw new RelayError('serving.key_refused', 'an earlier request')
  if (earlier.filter(({ createdMs }) => nowMs() - createdMs < dayMs).length >= mostKeysPerDay)
    throw new RelayError('serving.busy', `${mostKeysPerDay} keys in a day`)
  const ends = earlier.flatMap(({ id, revokedMs }) => (revokedMs === null ? [id] : []))
  const { text: apiKey, key } = books.addKey({ label: payer, budgetPerDay: null, nowMs: nowMs(), payer, issuedSeconds, ends })
  return { id: key.id, apiKey, baseUrl: terms.url }
}

/** Sums the use of a payer by day, key and model: the newest 200 sums. Amounts in base units of PToken, as text. */
function usageOf(books: RouterBooks, payer: Address): readonly object[] {
  const own = new Set(books.keysOf(payer).map(({ id }) => id))
  const sums = new Map<
    string,
    { row: Pick<UsageRow, 'key' | 'model'> & { day: string }; requests: number; input: number; output: number; cost: bigint }
  >()
  for (const { atMs, key, model, input, output, cost, requests = 1 } of books.usage()) {
    if (!own.has(key)) continue
    const day = new Date(Math.floor(atMs / dayMs) * dayMs).toISOString().slice(0, 10)
    const sum = sums.get(`${day} ${key} ${model}`) ?? { row: { day, key, model }, requests: 0, input: 0, output: 0, cost: 0n }
    sums.set(`${day} ${key} ${model}`, {
      ...sum,
      requests: sum.requests + requests,
      input: sum.input + input,
      output: sum.output + output,
      cost: sum.cost + cost,
    })
  }
  return [...sums.values()].slice(-mostSums).map(({ row, cost, ...counts }) => ({ ...row, ...counts, cost: String(cost) }))
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString())
  } catch {
    return null
  }
}
