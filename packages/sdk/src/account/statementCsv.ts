import type { AccountStatementLineWire, AccountStatementWire } from '@infinitio/domain/wire'

const columns = [
  ...(['time_utc', 'kind', 'lease_id', 'in_base_units', 'out_base_units', 'balance_base_units', 'balance_pt', 'block', 'transaction'] as const),
] as const

/**
 * A statement as CSV (RFC 4180), exact: base units (1 PT is 10^18) and the balance in PT to the last digit, the balance before the month first. What came and what went are
 * columns of their own, so that no cell begins with a sign, which spreadsheets take for a formula.
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

/** All digits that there are, without separators. */
function ptText(units: bigint): string {
  const digits = units.toString().padStart(19, '0')
  const fraction = digits.slice(-18).replace(/0+$/, '')
  return fraction === '' ? digits.slice(0, -18) : `${digits.slice(0, -18)}.${fraction}`
}
