import { writeFileSync } from 'node:fs'
import { type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { facts } from '../terminal/facts.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio invoice` takes. */
export type InvoiceOptions = CommonOptions & { readonly out?: string; readonly list: boolean; readonly language?: 'en' | 'zh' }

type Issued = Awaited<ReturnType<Client['listInvoices']>>

const ownerOnly = 0o600

/**
 * Has the invoice of a closed lease issued, or takes the one there is, and writes it to a new file that only its owner can read. Throws `account.billing_missing`,
 * `lease.not_closed`, `auth.forbidden`, and `api.invalid_field` when the file cannot be written.
 */
export async function invoice(leaseId: string, options: InvoiceOptions): Promise<void> {
  const { client } = await signInClient(options)
  if (options.list) return printIssued(await client.listInvoices(leaseId), options)
  const issued = await client.issueInvoice(leaseId, options.language === undefined ? {} : { language: options.language })
  const file = options.out ?? `invoice-${issued.number.padStart(8, '0')}.pdf`
  const pdf = await client.openInvoice({ leaseId, number: issued.number })
  try {
    writeFileSync(file, new Uint8Array(pdf), { mode: ownerOnly, flag: 'wx' })
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `--out ${file}: ${String(cause)}` })
  }
  printResult({ json: options.json, value: { ...issued, file }, text: `Invoice ${issued.number} is written to ${file}.` })
}

function printIssued(issued: Issued, { json }: InvoiceOptions): void {
  const text = issued.items.map((one) => facts(one)).join('\n\n')
  printResult({ json, value: issued, text: text || 'None was issued yet.' })
}
