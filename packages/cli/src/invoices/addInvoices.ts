import { type Client, languages } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { facts } from '../terminal/texts.ts'
import { writeNewFile } from '../terminal/newFile.ts'
import { printResult } from '../terminal/print.ts'

/** Adds `invoice` and `billing`: invoices of closed leases, and their billing details. */
export function addInvoices(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('invoice <lease>').description('save the invoice of a closed lease as a PDF; issued once for each set of billing details'))
    .option('-o, --out <file>', 'write to this new file (default: invoice-NUMBER.pdf)')
    .addOption(new Option('--language <language>', 'language of a new invoice (default: the language of your pages)').choices(languages))
    .option('--currency <code>', 'also show the total in this currency, for example EUR')
    .option('--list', 'only list issued invoices', false)
    .action((lease: string, options: InvoiceOptions) => run(options, () => invoice(lease, options)))
  const billing = root.command('billing').description('name and address on your invoices')
  withCommon(billing.command('show').description('print the billing details')).action((options: CommonOptions) =>
    run(options, () => showBilling(options)),
  )
  withCommon(billing.command('set').description('set the billing details for later invoices'))
    .requiredOption('--name <name>', 'of a person or a firm')
    .requiredOption('--address <address>', 'lines separated by ";"')
    .option('--tax-id <id>', 'as your tax authority writes it', '')
    .action((options: BillingOptions) => run(options, () => setBilling(options)))
  withCommon(billing.command('off').description('delete the billing details; issued invoices do not change')).action((options: CommonOptions) =>
    run(options, () => deleteBilling(options)),
  )
}

/** Options of `infinitio invoice`. */
type InvoiceOptions = CommonOptions & { readonly out?: string; readonly list: boolean; readonly language?: 'en' | 'zh'; readonly currency?: string }

type Issued = Awaited<ReturnType<Client['listInvoices']>>

/**
 * Issues the invoice of a closed lease, or reuses the issued one, and writes it to a new file that only its owner can
 * read. Throws `account.billing_missing`, `lease.not_closed`, `auth.forbidden`, and `api.invalid_field` if the file
 * cannot be written.
 */
async function invoice(leaseId: string, options: InvoiceOptions): Promise<void> {
  const { client } = await signInClient(options)
  if (options.list) return printIssued(await client.listInvoices(leaseId), options)
  const issued = await client.issueInvoice(leaseId, queryOf(options))
  const file = options.out ?? `invoice-${issued.number.padStart(8, '0')}.pdf`
  const pdf = await client.openInvoice({ leaseId, number: issued.number })
  writeNewFile(file, new Uint8Array(pdf), { option: '--out' })
  printResult({ json: options.json, value: { ...issued, file }, text: `Invoice ${issued.number} is written to ${file}.` })
}

function queryOf({ language, currency }: InvoiceOptions) {
  return { ...(language === undefined ? {} : { language }), ...(currency === undefined ? {} : { currency }) }
}

function printIssued(issued: Issued, { json }: InvoiceOptions): void {
  const text = issued.items.map((one) => facts(one)).join('\n\n')
  printResult({ json, value: issued, text: text || 'None was issued yet.' })
}

/** Options of `infinitio billing set`. */
type BillingOptions = CommonOptions & { readonly name: string; readonly address: string; readonly taxId: string }

type Billing = Awaited<ReturnType<Client['getBilling']>>

/** Prints the billing details for invoices of the wallet. */
async function showBilling(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(options, await client.getBilling())
}

/**
 * Sets the billing details for invoices of the wallet. Throws `api.invalid_field` for text that an invoice cannot
 * show.
 */
async function setBilling(options: BillingOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { name, address, taxId } = options
  print(options, await client.putBilling({ name, address: address.split(';').join('\n'), taxId }))
}

/** Deletes the billing details. Issued invoices do not change. */
async function deleteBilling(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.deleteBilling()
  printResult({ json: options.json, value: { deleted: true }, text: 'Deleted.' })
}

function print({ json }: CommonOptions, value: Billing): void {
  const { billing } = value
  const text =
    billing === null
      ? 'Nothing is known: infinitio billing set --name … --address …'
      : [billing.name, billing.address, billing.taxId].filter((line) => line !== '').join('\n')
  printResult({ json, value, text })
}
