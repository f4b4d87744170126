import type { ChainAddresses } from '@infinitio/chain'
import { readBlock, readLastAnchor } from '@infinitio/chain/node'
import { atOneMoment, type Db, readCheckpoint, listOnItsWay } from '@infinitio/db'
import type { PublicClient } from 'viem'
import { hashBook } from '../matcher/hashBook.ts'
import { JournalBroken } from '../matcher/replayJournal.ts'
import { anchorFindings } from './anchorFindings.ts'
import { bookAgainstChain } from './bookAgainstChain.ts'
import { bookAgainstRows } from './bookAgainstRows.ts'
import { replayPastSnapshots } from './replayPastSnapshots.ts'
import { rowsAgainstChain } from './rowsAgainstChain.ts'

/** The result of an audit. `findings` is empty if journal, book, rows and chain agree; each finding is one sentence. */
export interface BooksReport {
  onItsWay: string[]
  seq: bigint
  bookHash: string
  accounts: number
  leases: number
  findings: string[]
}

/**
 * Replays the journal and checks its hash chain and events. Then it compares the book with its snapshots and the read model, the read model with the contracts
 * at the follower's head, and the book's balances and hours with both. Run it on an idle system: `onItsWay` lists unfinished work, and while there is any, a
 * finding may only mean that something is not done yet. Throws if the database or the chain is unavailable.
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
