import { gpusAt, hoursPerWord, type NodeId } from '@infinitio/domain'
import type { Book } from '@infinitio/matching'
import type { ComparedRows } from './rowsAgainstChain.ts'

/** Compares the book's balances and leased hours with the projections of the chain. Returns the differences. */
export function bookAgainstChain(book: Book, { accounts, calendar }: Pick<ComparedRows, 'accounts' | 'calendar'>): string[] {
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
