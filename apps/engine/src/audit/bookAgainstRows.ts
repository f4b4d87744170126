import { listOrderStates, listAllReservations, listSettlementStates, type Queryable } from '@infinitio/db'
import { type Book, gpusToGo, unsettledCount } from '@infinitio/matching'

/** Compares the order book with the tables that show it (the read model): open orders, live reservations and unsettled matches. Returns the differences. */
export async function bookAgainstRows(tx: Queryable, book: Book): Promise<string[]> {
  return [...(await orderFindings(tx, book)), ...(await reservationFindings(tx, book)), ...(await settlementFindings(tx, book))]
}

async function orderFindings(tx: Queryable, book: Book): Promise<string[]> {
  const rows = await listOrderStates(tx)
  const openRows = new Map(rows.filter((row) => row.state === 'open' || row.openGpus > 0).map((row) => [row.orderHash, row]))
  const open = new Map<string, { kind: string; openGpus: number }>()
  for (const { orderHash, state } of book.asks.values()) if (state === 'open') open.set(orderHash, { kind: 'ask', openGpus: 0 })
  for (const bid of book.bids.values()) {
    const openGpus = bid.state === 'resting' ? gpusToGo(bid) : 0
    if (openGpus > 0) open.set(bid.orderHash, { kind: 'bid', openGpus })
  }
  return [
    ...[...openRows.values()]
      .filter(({ orderHash }) => !open.has(orderHash))
      .map(({ kind, orderHash }) => `${kind} ${orderHash} is open in the rows only`),
    ...[...open].filter(([hash]) => openRows.get(hash)?.state !== 'open').map(([hash, { kind }]) => `${kind} ${hash} is open in the book only`),
    ...[...open]
      .filter(([hash, { openGpus }]) => (openRows.get(hash)?.openGpus ?? openGpus) !== openGpus)
      .map(([hash, { openGpus }]) => `bid ${hash} has ${openGpus} GPUs to go, the row says ${openRows.get(hash)?.openGpus}`),
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
  const unsettled = rows.reduce((sum, row) => sum + row.unsettled, 0)
  const findings = unsettled === unsettledCount(book) ? [] : [`${unsettled} matches are unsettled in the rows, ${unsettledCount(book)} in the book`]
  // After a reorg, another sender may send the transaction of a match that this engine abandoned. Then the book has a lease without a match, and the bid counts
  // as filled by another engine.
  const outside = new Set<string>([...book.leases.values()].filter((lease) => lease.matchId === null).map((lease) => lease.bidHash))
  for (const { bidHash, leases, ours, ...states } of rows) {
    // The book deletes a lease one day after it closed. After that, only the database rows can show that another engine opened the lease. They show this if no
    // match of the bid still waits to settle, and if our own transactions opened at most as many leases as the bid has settled matches.
    const isFilledOutside = outside.has(bidHash) || (states.unsettled === 0 && ours <= states.settled)
    if (leases < states.settled || (leases > states.settled && !isFilledOutside))
      findings.push(`of the matches of bid ${bidHash} ${states.settled} are settled, ${states.unsettled} are not, and it opened ${leases} leases`)
  }
  return findings
}
