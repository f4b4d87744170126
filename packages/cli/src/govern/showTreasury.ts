import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { ptText } from '../wallet/moneyTexts.ts'

const gText = (units: bigint) => `${formatPt(units, { digits: 18 })} G`

/** Prints what came into the treasury and went out of it in 30 days, what of fees was burned, and the last moves. */
export async function showTreasury(options: CommonOptions): Promise<void> {
  const found = await openClient(options).getTreasury()
  const sumOf = (key: 'ptIn' | 'ptOut' | 'gIn' | 'gOut' | 'burned') => found.days.reduce((sum, day) => sum + BigInt(day[key]), 0n)
  const rows: [string, string, string][] = [
    ['Came in, 30 days', ptText(sumOf('ptIn')), gText(sumOf('gIn'))],
    ['Went out, 30 days', ptText(sumOf('ptOut')), gText(sumOf('gOut'))],
    ['Fees burned, 30 days', ptText(sumOf('burned')), ''],
  ]
  const moves = found.moves.map(({ at, token, direction, amount, other, name, proposal }) => [
    new Date(at * 1_000).toISOString(),
    direction,
    token === 'pt' ? ptText(BigInt(amount)) : gText(BigInt(amount)),
    name ?? other,
    proposal === null ? '' : `proposal ${proposal.number}`,
  ])
  const shown = moves.length === 0 ? 'Nothing has moved yet.' : table([['when', '', 'amount', 'from or to', 'by'], ...moves], { right: [2] })
  const text = found.account === null ? 'No DAO is deployed on this chain.' : `${table(rows, { right: [1, 2] })}\n\n${shown}`
  printResult({ json: options.json, value: found, text })
}
