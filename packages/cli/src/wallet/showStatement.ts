import { refusal, statementCsv } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { ptText } from './moneyTexts.ts'

/** What `infinitio wallet statement` takes. */
export type StatementOptions = CommonOptions & { readonly csv: boolean }

/** Prints what moved in the Market balance in a month, UTC, with what it was before and after. Throws `api.invalid_field`. */
export async function showStatement(month: string | undefined, options: StatementOptions): Promise<void> {
  if (options.csv && options.json) throw refusal('api.invalid_field', { detail: '--csv does not go with --json' })
  const { client } = await signInClient(options)
  const statement = await client.wholeStatement({ month: month ?? new Date().toISOString().slice(0, 7) })
  if (options.csv) {
    process.stdout.write(statementCsv(statement))
    return
  }
  const moved = (amount: string) => `${BigInt(amount) > 0n ? '+' : '-'}${ptText(BigInt(amount) < 0n ? -BigInt(amount) : BigInt(amount))}`
  const rows = statement.lines.map(({ at, kind, leaseId, amount, balanceAfter, txHash }) => {
    return [new Date(at * 1_000).toISOString().slice(0, 19), kind, leaseId ?? '', moved(amount), ptText(BigInt(balanceAfter)), txHash]
  })
  const head = ['WHEN (UTC)', 'WHAT', 'LEASE', 'MOVED', 'BALANCE', 'TRANSACTION']
  const text = [
    table([head, ['', 'before', '', '', ptText(BigInt(statement.opening)), ''], ...rows], { right: [3, 4] }),
    `After: ${ptText(BigInt(statement.closing))}${statement.complete ? '' : `, up to block ${statement.finalBlock}; the month goes on`}.`,
  ]
  printResult({ json: options.json, value: statement, text: text.join('\n') })
}
