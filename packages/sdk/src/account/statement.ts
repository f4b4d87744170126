import type { AccountStatementLineWire, AccountStatementWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { getStatement } from '../generated/calls.ts'
import { ptText } from './ptText.ts'

/**
 * Reads all pages of an account's statement for a month and merges them. The sums come from the first page. So this omits lines of blocks that became final
 * only after the first page was read, so that lines and sums agree.
 */
export async function wholeStatement(transport: Transport, { month }: { month: string }): Promise<AccountStatementWire> {
  const first = await getStatement(transport, { month })
  const lines = [...first.lines]
  let next = first.nextCursor
  while (next !== null) {
    const page = await getStatement(transport, { month, cursor: next })
    lines.push(...page.lines.filter(({ blockNumber }) => blockNumber <= first.finalBlock))
    next = page.nextCursor
  }
  return { ...first, lines, nextCursor: null, next: null }
}

const columns = [
  ...(['time_utc', 'kind', 'lease_id', 'in_base_units', 'out_base_units', 'balance_base_units', 'balance_pt', 'block', 'transaction'] as const),
] as const

/**
 * Formats a statement as CSV (RFC 4180) without rounding: amounts in base units (1 PT is 10^18), the balance in PT,
 * and the opening balance first. Credits and debits have separate columns, because spreadsheets read a cell that
 * begins with a sign as a formula.
 */
export function statementCsv({ opening, lines }: Pick<AccountStatementWire, 'opening' | 'lines'>): string {
  const before = ['', 'opening', '', '', '', opening, ptText(BigInt(opening)), '', '']
  return [columns, before, ...lines.map(rowOf)].map((row) => `${row.join(',')}\r\n`).join('')
}

function rowOf({ at, kind, leaseId, amount, balanceAfter, blockNumber, txHash }: AccountStatementLineWire): string[] {
  const moved = BigInt(amount)
  const time = new Date(at * 1_000).toISOString().replace('.000Z', 'Z')
  const [came, went] = moved < 0n ? ['', (-moved).toString()] : [moved.toString(), '']
  return [time, kind, leaseId ?? '', came, went, balanceAfter, ptText(BigInt(balanceAfter)), String(blockNumber), txHash]
}
