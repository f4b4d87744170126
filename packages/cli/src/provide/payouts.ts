import type { Json } from '../json/chosenFields.ts'
import { type Client, payoutsCsv } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { columnPt } from '../terminal/columnPt.ts'
import { writeNewFile } from '../terminal/newFile.ts'
import { printResult } from '../terminal/print.ts'
import { table, utcText } from '../terminal/texts.ts'

type PayoutsOptions = CommonOptions & { readonly csv?: boolean; readonly pdf?: string }

type Statement = Awaited<ReturnType<Client['wholeProviderStatement']>>
type Period = Parameters<Client['wholeProviderStatement']>[0]

/**
 * Prints the payments of a month or a year to the wallet as a table or as CSV, or saves the statement as a new PDF file that only its owner can
 * read. Throws `api.file_exists`, and `api.invalid_field` if the file cannot be written.
 */
export async function payouts(period: Period, options: PayoutsOptions): Promise<void> {
  const { client } = await signInClient(options)
  if (options.pdf !== undefined) return await savePdf(client, { period, file: options.pdf, json: options.json })
  const statement = await client.wholeProviderStatement(period)
  if (options.csv === true) process.stdout.write(payoutsCsv(statement))
  else printResult({ json: options.json, value: statement, text: textOf(statement) })
}

async function savePdf(client: Client, { period, file, json }: { period: Period; file: string; json: Json }): Promise<void> {
  const pdf = await client.openProviderStatement(period)
  writeNewFile(file, new Uint8Array(pdf), { option: '--pdf' })
  printResult({ json, value: { file }, text: `The statement is written to ${file}.` })
}

function textOf({ month, year, leases, total, months }: Statement): string {
  if (leases.length === 0) {
    const others = months.length === 0 ? '' : ` Leases closed in ${months.join(', ')}.`
    return `No lease closed in ${month ?? year}.${others}`
  }
  const rows = leases
    .toReversed()
    .map((lease) => [
      lease.leaseId,
      lease.nodeName,
      String(lease.gpus),
      String(lease.paidSeconds),
      ...amountTexts(lease),
      utcText(Number(lease.closedAt)),
    ])
  const heading = ['lease', 'machine', 'GPUs', 'paid s', 'paid PT', 'fee PT', 'earned PT', 'refund PT', 'bond PT', 'closed, UTC']
  return table([heading, ...rows, ['total', '', '', '', ...amountTexts(total), '']], { right: [2, 3, 4, 5, 6, 7, 8] })
}

function amountTexts(amounts: Pick<Statement['total'], 'pay' | 'fee' | 'earned' | 'refund' | 'compensation'>): string[] {
  return [amounts.pay, amounts.fee, amounts.earned, amounts.refund, amounts.compensation].map((amount) => columnPt(amount, { digits: 6 }))
}
