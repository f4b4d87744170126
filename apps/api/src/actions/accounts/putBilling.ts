import { readBilling, saveBilling } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { BillingWire, PutBillingWire } from '@infinitio/domain/wire'
import { notDrawable, trimmedLines } from '../../invoices/invoiceTexts.ts'
import type { Services } from '../../services/services.ts'

/** Sets the billing details for an account's invoices. Refuses with `api.invalid_field` for text that an invoice cannot show. */
export async function putBilling({ db }: Services, { account, ...said }: PutBillingWire & { account: Address }): Promise<BillingWire | Refusal> {
  const billing = { name: said.name.trim(), address: trimmedLines(said.address), taxId: said.taxId.trim() }
  const refusal = notDrawable(billing)
  if (refusal !== null) return refusal
  await saveBilling(db, { account, ...billing })
  return { billing }
}

/** Returns an account's billing details. `billing` is null if no details are stored. */
export async function getBilling({ db }: Services, { account }: { account: Address }): Promise<BillingWire> {
  return { billing: await readBilling(db, { account }) }
}
