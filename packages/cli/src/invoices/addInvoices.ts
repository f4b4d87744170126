import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { type BillingOptions, deleteBilling, setBilling, showBilling } from './billing.ts'
import { invoice, type InvoiceOptions } from './invoice.ts'

/** Adds `invoice` and `billing`: invoices of closed leases, and who they are made out to. */
export function addInvoices(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('invoice <lease>').description('the invoice of a closed lease, as a PDF; issued once for each billing details'))
    .option('-o, --out <file>', 'write it to a new file; invoice-NUMBER.pdf when left out')
    .addOption(new Option('--language <language>', 'of one that is not issued yet; left out: that of your pages').choices(['en', 'zh']))
    .option('--list', 'list those that were issued, and issue none', false)
    .action((lease: string, options: InvoiceOptions) => run(options, () => invoice(lease, options)))
  const billing = root.command('billing').description('who invoices are made out to')
  withCommon(billing.command('show').description('print it')).action((options: CommonOptions) => run(options, () => showBilling(options)))
  withCommon(billing.command('set').description('say who, from the next invoice on'))
    .requiredOption('--name <name>', 'of a person or a firm')
    .requiredOption('--address <address>', 'lines separated by ";"')
    .option('--tax-id <id>', 'as your authority writes it', '')
    .action((options: BillingOptions) => run(options, () => setBilling(options)))
  withCommon(billing.command('off').description('delete it; issued invoices stay as they are')).action((options: CommonOptions) =>
    run(options, () => deleteBilling(options)),
  )
}
