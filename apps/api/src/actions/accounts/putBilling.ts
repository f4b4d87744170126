import { readBilling, saveBilling } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { BillingWire, PutBillingWire } from '@infinitio/domain/wire'
import { notDrawable, trimmedLines } from '../../invoices/invoiceTexts.ts'
import type { Services } from '../../services/services.ts'

/** Says who invoices of an account are made out to from now on. Refuses with `api.invalid_field` what an invoice cannot show. */
export async function putBilling({ db }: Services, { account, ...said }: PutBillingWire & { account: Address }): Promise<BillingWire | Refusal> {
  const billing = { name: said.name.trim(), address: trimmedLines(said.address), taxId: said.taxId.trim() }
  const refusal = notDrawable(billing)
  if (refusal !== null) return refusal
  await saveBilling(db, { account, ...billing })
  return { billing }
}

/** Who invoices of an account are made out to; null where it gave nothing. */
export async function getBilling({ db }: Services, { account }: { account: Address }): Promise<BillingWire> {
  return { billing: await readBilling(db, { account }) }
}
