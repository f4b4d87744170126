import { openInvoice } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'

/** Saves an issued invoice as a PDF file. */
export async function saveInvoice(invoice: { readonly leaseId: string; readonly number: string }): Promise<void> {
  saveFile({ name: `invoice-${invoice.number.padStart(8, '0')}.pdf`, text: await openInvoice(browserApi, invoice) })
}
