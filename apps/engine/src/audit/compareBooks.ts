import type { ChainAddresses } from '@infinitio/chain'
import { type LastAnchor, readBlock, readLastAnchor } from '@infinitio/chain/node'
import { atOneMoment, type Db, hasGenerations, hasJournalHash, listOnItsWay, type Queryable, readCheckpoint } from '@infinitio/db'
import { gpusAt, hoursPerWord, type NodeId } from '@infinitio/domain'
import type { Book } from '@infinitio/matching'
import type { PublicClient } from 'viem'
import { hashBook } from '../matcher/hashBook.ts'
import { JournalBroken } from '../matcher/replayJournal.ts'
import { bookAgainstRows } from './bookAgainstRows.ts'
import { replayPastSnapshots } from './replayPastSnapshots.ts'
import { type ComparedRows, rowsAgainstChain } from './rowsAgainstChain.ts'

/**
 * The result of an audit. `onItsWay` lists unfinished work. `findings` is empty if journal, order book, database rows and chain agree; each finding is one
 * sentence.
 */
export interface BooksReport {
  onItsWay: string[]
  seq: bigint
  bookHash: string
  accounts: number
  leases: number
  findings: string[]
}

/**
 * Checks the whole deployment. Replays the journal, and checks its hash chain and events. Then makes three comparisons: the order book with its snapshots and
 * its tables (the read model), the tables with the contracts at the block that the follower has reached, and the book's balances and booked hours with the rows
 * that the follower stored. Run it on an idle system: `onItsWay` lists unfinished work, and while there is any, a finding may only mean that something is not
 * done yet. Throws if the database or the chain is unavailable.
 */
export async function compareBooks({ db, client, addresses }: { db: Db; client: PublicClient; addresses: ChainAddresses }): Promise<BooksReport> {
  const anchor = await readLastAnchor(client, addresses)
  return atOneMoment(db, async (tx) => {
    const checkpoint = await readCheckpoint(tx)
    if (checkpoint === null) return unfollowed('the follower has not stored a block yet')
    const onChain = await readBlock(client, checkpoint.headNumber)
    if (onChain?.hash !== checkpoint.headHash) return unfollowed(`block ${checkpoint.headNumber} of the follower is not the chain's`)
    const onItsWay = await listOnItsWay(tx)
    const findings = await anchorFindings(tx, anchor)
    const rows = await rowsAgainstChain(tx, { client, addresses, blockNumber: checkpoint.headNumber })
    findings.push(...rows.findings)
    const counts = { accounts: rows.accounts.length, leases: rows.leases.length }
    try {
      const { book, head, findings: ofSnapshots } = await replayPastSnapshots(tx)
      findings.push(...ofSnapshots, ...(await bookAgainstRows(tx, book)), ...bookAgainstChain(book, rows))
      const hash = hashBook(book)
      return { onItsWay, seq: head.seq, bookHash: hash, ...counts, findings }
    } catch (error) {
      if (!(error instanceof JournalBroken)) throw error
      return { onItsWay, seq: 0n, bookHash: '', ...counts, findings: [...findings, error.message] }
    }
  })
}

function unfollowed(finding: string): BooksReport {
  return { onItsWay: ['blocks'], seq: 0n, bookHash: '', accounts: 0, leases: 0, findings: [finding] }
}

/**
 * Checks that the last root anchored on the chain is the hash of a journal row. Each row contains the hash of the previous row, so an equal hash proves that
 * neither this row nor any earlier row was changed. Accepts any root if a restore may have lost rows (the journal has generations), or if the anchor cannot be
 * read. Returns a sentence for each problem.
 */
async function anchorFindings(tx: Queryable, anchor: LastAnchor): Promise<string[]> {
  if (anchor === null || anchor === 'unreadable') return []
  if ((await hasJournalHash(tx, { hash: anchor.hash })) || (await hasGenerations(tx))) return []
  return [`the root anchored for hour ${anchor.epoch} is no row of the journal`]
}

/** Compares the balances and leased hours in the order book with the tables that the follower copied from the chain. Returns the differences. */
function bookAgainstChain(book: Book, { accounts, calendar }: Pick<ComparedRows, 'accounts' | 'calendar'>): string[] {
  return [...balanceFindings(book, accounts), ...hourFindings(book, calendar)]
}

function balanceFindings(book: Book, accounts: ComparedRows['accounts']): string[] {
  const rows = new Map<string, bigint>(accounts.map((row) => [row.account, row.balance]))
  const findings: string[] = []
  for (const [account, { balance }] of book.accounts) {
    const row = rows.get(account) ?? 0n
    if (row !== balance) findings.push(`balance of ${account}: the book says ${balance}, the chain says ${row}`)
    rows.delete(account)
  }
  for (const [account, balance] of rows) if (balance !== 0n) findings.push(`the book does not know the balance ${balance} of ${account}`)
  return findings
}

function hourFindings(book: Book, calendar: ComparedRows['calendar']): string[] {
  const booked = new Map<string, number>()
  for (const { nodeId, wordIndex, word } of calendar) {
    for (let position = 0; position < hoursPerWord; position += 1) {
      const hour = Number(wordIndex) * hoursPerWord + position
      const gpus = gpusAt(word, position)
      if (gpus > 0 && hour >= book.horizonHour) booked.set(`${nodeId}/${hour}`, gpus)
    }
  }
  const findings: string[] = []
  for (const [node, { leased }] of book.nodes) {
    for (const [hour, gpus] of leased.since(book.horizonHour)) {
      const key = hourKey(node, hour)
      if ((booked.get(key) ?? 0) !== gpus) findings.push(`hour ${key}: the book counts ${gpus} GPUs, the calendar ${booked.get(key) ?? 0}`)
      booked.delete(key)
    }
  }
  for (const [key, gpus] of booked) findings.push(`hour ${key}: the book counts no GPU, the calendar ${gpus}`)
  return findings
}

function hourKey(node: NodeId, hour: number): string {
  return `${node}/${hour}`
}
