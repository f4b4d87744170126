import { findApiCommand, findBlock, findNodeKeys, findOrder, findPublicAccount, findPublicLease } from '@infinitio/db'
import { isRefusal } from '@infinitio/domain'
import type { ExplorerHitsWire, PublicAccountWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { readTransaction } from '../chain/readTransaction.ts'

type Hits = ExplorerHitsWire['items']

/** Words that may precede a number in the search field, in English and Chinese, with the kind of entity that each one means. */
const wordOf = { lease: 'lease', 租约: 'lease', block: 'block', 区块: 'block' } as const

/**
 * Finds everything that a text in the search field can mean: an address, a hash of 32 bytes, or a number, such as `8` or `lease 8`. Returns an empty list if
 * the text has another form, or if nothing is found.
 */
export async function findInExplorer(services: Services, { q }: { q: string }): Promise<ExplorerHitsWire> {
  const typed = q.trim().toLowerCase()
  const { word, digits = '' } = /^(?:(?<word>lease|block|租约|区块)[ #-]*)?(?<digits>[0-9,]+)$/.exec(typed)?.groups ?? {}
  const number = digits.replaceAll(',', '')
  if (/^0x[0-9a-f]{40}$/.test(typed)) return { items: await byAddress(services, typed) }
  if (/^0x[0-9a-f]{64}$/.test(typed)) return { items: await byHash(services, typed) }
  if (!/^[0-9]{1,16}$/.test(number)) return { items: [] }
  const hits = await byNumber(services, BigInt(number))
  return { items: word === undefined ? hits : hits.filter(({ kind }) => kind === wordOf[word as keyof typeof wordOf]) }
}

async function byAddress({ db }: Services, account: string): Promise<Hits> {
  return (await findPublicAccount(db, { account })) === null ? [] : [{ kind: 'account', id: account }]
}

async function byHash(services: Services, hash: string): Promise<Hits> {
  const { db } = services
  const [node, order, accepted, block, transaction] = await Promise.all([
    findNodeKeys(db, { nodeId: hash }),
    findOrder(db, { orderHash: hash }),
    findApiCommand(db, { commandKey: `order:${hash}` }),
    findBlock(db, { hash }),
    readTransaction(services, { hash }),
  ])
  const hits: Hits = []
  if (node !== null) hits.push({ kind: 'node', id: hash })
  if (order !== null || accepted !== null) hits.push({ kind: 'order', id: hash })
  if (block !== null) hits.push({ kind: 'block', id: block.number.toString() })
  if (!isRefusal(transaction)) hits.push({ kind: 'transaction', id: hash })
  return hits
}

async function byNumber({ db }: Services, number: bigint): Promise<Hits> {
  const [lease, block] = await Promise.all([findPublicLease(db, { leaseId: number }), findBlock(db, { number })])
  const hits: Hits = []
  if (lease !== null) hits.push({ kind: 'lease', id: number.toString() })
  if (block !== null) hits.push({ kind: 'block', id: number.toString() })
  return hits
}

/** Returns the public data of an account on the chain. If there is none, the amounts are 0 and the block is null. */
export async function readPublicAccount({ db, simulatedAccounts }: Services, { account }: { account: string }): Promise<PublicAccountWire> {
  const row = await findPublicAccount(db, { account })
  return {
    account,
    balance: (row?.balance ?? 0n).toString(),
    fees: (row?.fees ?? 0n).toString(),
    bonded: (row?.bonded ?? 0n).toString(),
    isProvider: row !== null && (row.hasNodes || row.listed !== null),
    simulated: (await simulatedAccounts()).has(account),
    listed: row?.listed ?? false,
    updatedBlock: row === null || row.updatedBlock === null ? null : Number(row.updatedBlock),
  }
}
