import { readSeller, saveSeller } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { PutSellerWire, SellerWire } from '@infinitio/domain/wire'
import { notDrawable, trimmedLines } from '../../invoices/invoiceTexts.ts'
import type { Services } from '../../services/services.ts'

/**
 * Stores a provider's legal data. The data must have either a tax rate with the tax's name, or a reason for charging no tax. Refuses with `api.invalid_field`
 * if both or neither are given, and if a text cannot be printed on an invoice.
 */
export async function putSeller({ db }: Services, { account, ...given }: PutSellerWire & { account: Address }): Promise<SellerWire | Refusal> {
  const { taxRateBps } = given
  const seller = {
    name: given.name.trim(),
    address: trimmedLines(given.address),
    taxNumber: given.taxNumber.trim(),
    taxName: taxRateBps === null ? '' : given.taxName.trim(),
    noTaxReason: given.noTaxReason.trim(),
  }
  const isTaxed = taxRateBps !== null && seller.taxName !== '' && seller.noTaxReason === ''
  const isFree = taxRateBps === null && seller.noTaxReason !== ''
  if (!isTaxed && !isFree)
    return { rejected: 'api.invalid_field', detail: 'body.taxRateBps: a rate with the name of the tax, or the reason for no tax' }
  const refusal = notDrawable(seller)
  if (refusal !== null) return refusal
  await saveSeller(db, { account, taxRateBps, ...seller })
  return { seller: { ...seller, taxRateBps } }
}

/** Returns a provider's legal data. `seller` is null if no data is stored. */
export async function getSeller({ db }: Services, { account }: { account: Address }): Promise<SellerWire> {
  return { seller: await readSeller(db, { account }) }
}
