import type { Client } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio billing set` takes. */
export type BillingOptions = CommonOptions & { readonly name: string; readonly address: string; readonly taxId: string }

type Billing = Awaited<ReturnType<Client['getBilling']>>

/** Prints who invoices of the wallet are made out to. */
export async function showBilling(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(options, await client.getBilling())
}

/** Says who invoices of the wallet are made out to. Throws `api.invalid_field` for what an invoice cannot show. */
export async function setBilling(options: BillingOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { name, address, taxId } = options
  print(options, await client.putBilling({ name, address: address.split(';').join('\n'), taxId }))
}

/** Deletes it; invoices that were issued stay as they are. */
export async function deleteBilling(options: CommonOptions): Promise<void> {
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
