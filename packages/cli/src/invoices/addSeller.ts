import { type Client, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

/** Adds `seller`: a provider's legal data for the invoices of its customers. */
export function addSeller(root: Command, { withCommon, run }: Program): void {
  const seller = root.command('seller').description('legal data on the invoices of your customers')
  withCommon(seller.command('show').description('print your legal data')).action((options: CommonOptions) => run(options, () => showSeller(options)))
  withCommon(seller.command('set').description('set your legal data, with a tax or with the reason for none'))
    .requiredOption('--name <name>', 'legal name')
    .requiredOption('--address <address>', 'lines separated by ";"')
    .option('--tax-number <number>', 'as your tax authority writes it', '')
    .option('--tax-name <name>', 'name of the tax, for example VAT', '')
    .option('--tax-rate <percent>', 'rate that your prices contain, for example 19')
    .option('--tax-free <reason>', 'reason for no tax, for the invoice', '')
    .action((options: SellerOptions) => run(options, () => setSeller(options)))
  withCommon(seller.command('off').description('delete your legal data; issued invoices do not change')).action((options: CommonOptions) =>
    run(options, () => deleteSeller(options)),
  )
}

/** The options of `infinitio seller set`. */
type SellerOptions = CommonOptions & {
  readonly name: string
  readonly address: string
  readonly taxNumber: string
  readonly taxName: string
  readonly taxRate?: string
  readonly taxFree: string
}

type Seller = Awaited<ReturnType<Client['getSeller']>>

async function showSeller(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(options, await client.getSeller())
}

/**
 * Sets the wallet's legal data. Throws `api.invalid_field` for text that an invoice cannot show, and unless exactly
 * one of tax rate and exemption reason is given.
 */
async function setSeller(options: SellerOptions): Promise<void> {
  const { name, address, taxNumber, taxName, taxRate, taxFree } = options
  const taxRateBps = taxRate === undefined ? null : bpsOf(taxRate)
  const { client } = await signInClient(options)
  print(options, await client.putSeller({ name, address: address.split(';').join('\n'), taxNumber, taxName, taxRateBps, noTaxReason: taxFree }))
}

async function deleteSeller(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.deleteSeller()
  printResult({ json: options.json, value: { deleted: true }, text: 'Deleted.' })
}

/**
 * Converts a percentage with up to two decimals into hundredths of a percent. Throws `api.invalid_field` for another
 * text.
 */
function bpsOf(percent: string): number {
  if (!/^[0-9]{1,3}(\.[0-9]{1,2})?$/.test(percent)) throw refusal('api.invalid_field', { detail: '--tax-rate: a percentage such as 19 or 5.5' })
  return Math.round(Number(percent) * 100)
}

function print({ json }: CommonOptions, value: Seller): void {
  printResult({ json, value, text: value.seller === null ? nothing : linesOf(value.seller) })
}

const nothing = 'You have entered no legal data: infinitio seller set --name … --address …'

function linesOf({ name, address, taxNumber, taxName, taxRateBps, noTaxReason }: NonNullable<Seller['seller']>): string {
  const tax = taxRateBps === null ? `No tax: ${noTaxReason}` : `${taxName} ${taxRateBps / 100} % in your prices`
  return [name, address, taxNumber, tax].filter((line) => line !== '').join('\n')
}
