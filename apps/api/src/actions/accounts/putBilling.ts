import { readBilling, saveBilling } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { BillingWire, PutBillingWire } from '@infinitio/domain/wire'
import { isDrawable } from '../../invoices/pdfFonts.ts'
import type { Services } from '../../services/services.ts'

const mostAddressLines = 8

/** Says who invoices of an account are made out to from now on. Refuses with `api.invalid_field` what an invoice cannot show. */
export async function putBilling({ db }: Services, { account, ...said }: PutBillingWire & { account: Address }): Promise<BillingWire | Refusal> {
  const billing = { name: said.name.trim(), address: trimmedLines(said.address), taxId: said.taxId.trim() }
  const lines = billing.address.split('\n')
  if (lines.length > mostAddressLines) return { rejected: 'api.invalid_field', detail: `body.address: more than ${mostAddressLines} lines` }
  for (const [field, text] of Object.entries(billing))
    if (!text.split('\n').every(isDrawable)) return { rejected: 'api.invalid_field', detail: `body.${field}: signs that an invoice cannot show` }
  await saveBilling(db, { account, ...billing })
  return { billing }
}

/** Who invoices of an account are made out to; null where it gave nothing. */
export async function getBilling({ db }: Services, { account }: { account: Address }): Promise<BillingWire> {
  return { billing: await readBilling(db, { account }) }
}

function trimmedLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}
