import { listOrderStates, listAllReservations, listSettlementStates, type Queryable } from '@infinitio/db'
import { type Book, unsettledCount } from '@infinitio/matching'

/** Compares the book with its read model: open asks, live reservations and unsettled matches. Returns what differs. */
export async function bookAgainstRows(tx: Queryable, book: Book): Promise<string[]> {
  return [...(await askFindings(tx, book)), ...(await reservationFindings(tx, book)), ...(await settlementFindings(tx, book))]
}

async function askFindings(tx: Queryable, book: Book): Promise<string[]> {
  const rows = await listOrderStates(tx)
  const openRows = new Set(rows.filter((row) => row.kind === 'ask' && row.state === 'open').map((row) => row.orderHash))
  const openAsks = new Set<string>([...book.asks.values()].filter((record) => record.state === 'open').map((record) => record.orderHash))
  return [
    ...[...openRows].filter((hash) => !openAsks.has(hash)).map((hash) => `ask ${hash} is open in the rows only`),
    ...[...openAsks].filter((hash) => !openRows.has(hash)).map((hash) => `ask ${hash} is open in the book only`),
  ]
}

async function reservationFindings(tx: Queryable, book: Book): Promise<string[]> {
  const expected = new Map<string, bigint>()
  for (const hold of book.liveHolds.values()) if (hold.hours !== null) expected.set(`hold:${hold.holdId}`, hold.amount)
  for (const match of book.matches.values()) if (match.state === 'unsettled') expected.set(`match:${match.matchId}`, match.amount)
  const rows = new Map((await listAllReservations(tx)).map((row) => [row.id, row.amount]))
  return [
    ...[...rows.keys()].filter((id) => !expected.has(id)).map((id) => `reservation ${id} is in the rows only`),
    ...[...expected]
      .filter(([id, amount]) => rows.get(id) !== amount)
      .map(([id, amount]) => `reservation ${id} should set ${amount} aside, the row says ${rows.get(id)}`),
  ]
}

async function settlementFindings(tx: Queryable, book: Book): Promise<string[]> {
  const rows = await listSettlementStates(tx)
  const unsettled = rows.filter((row) => row.state === 'unsettled').length
  const findings = unsettled === unsettledCount(book) ? [] : [`${unsettled} matches are unsettled in the rows, ${unsettledCount(book)} in the book`]
  // After a reorg somebody else may send the bytes of a match again that we gave up: then the bid was filled from outside.
  const outside = new Set<string>([...book.leases.values()].filter((lease) => lease.matchId === null).map((lease) => lease.bidHash))
  for (const { matchId, bidHash, state, leases, ours } of rows) {
    // The book forgets a lease a day after it closed; one that no transaction of ours opened was opened from outside.
    const isFilledOutside = state === 'abandoned' && (ours === 0 || outside.has(bidHash))
    const expected = state === 'settled' ? 1 : 0
    if (leases !== expected && !isFilledOutside) findings.push(`match ${matchId} is ${state} and its bid opened ${leases} leases`)
  }
  return findings
}
