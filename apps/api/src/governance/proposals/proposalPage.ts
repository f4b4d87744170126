import { type ProposalGroup, type proposalsQueryWire, type ProposalsWire, type ProposalWire, usualPageItems } from '@infinitio/domain/wire'
import type { z } from 'zod'
import { type Standing, titleOf } from '../delegates/readStandings.ts'
import type { ProposalRecord } from './proposalRecords.ts'

/**
 * The most proposals for which one page reads the state from the chain. If few of these pass the filter, the page is short and has a cursor to the next page.
 */
const mostRead = 200

const statesOf: Readonly<Record<ProposalGroup, readonly ProposalWire['state'][]>> = {
  open: ['pending', 'active'],
  waiting: ['pending'],
  voting: ['active'],
  passed: ['succeeded', 'queued'],
  executed: ['executed'],
  ended: ['defeated', 'vetoed', 'cancelled', 'expired'],
}

/**
 * Returns one page of the proposals that pass the filters of a query, newest first. `records` must be all proposals, newest first. `read` fetches the state of
 * some of them from the chain.
 */
export async function proposalPage(
  records: readonly ProposalRecord[],
  { cursor, limit = usualPageItems, state, text = '' }: z.output<typeof proposalsQueryWire>,
  read: (records: readonly ProposalRecord[]) => Promise<readonly Standing[]>,
): Promise<Pick<ProposalsWire, 'items' | 'nextCursor'>> {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const older = records.filter((record) => (cursor === undefined || record.number < Number(cursor)) && hasWords(record, words))
  const wanted = state === undefined ? null : statesOf[state]
  const items: ProposalWire[] = []
  let looked = 0
  while (items.length < limit && looked < older.length && looked < mostRead) {
    const next = older.slice(looked, looked + (wanted === null ? limit : Math.min(50, mostRead - looked)))
    for (const { wire } of await read(next)) {
      if (items.length === limit) break
      looked += 1
      if (wanted === null || wanted.includes(wire.state)) items.push(wire)
    }
  }
  return { items, nextCursor: looked < older.length ? (older[looked - 1]?.number.toString() ?? null) : null }
}

function hasWords({ number, proposed }: ProposalRecord, words: readonly string[]): boolean {
  const title = titleOf(proposed.description).toLowerCase()
  return words.every((word) => title.includes(word) || word === `${number}`)
}
