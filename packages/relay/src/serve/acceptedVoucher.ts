import type { ChannelId, Hex32, ServiceId } from '@infinitio/domain'
import { curveOfVoucher, messageOfVoucher, type SentVoucher, type VoucherScheme } from '@infinitio/services'
import type { LedgerAccess } from '../ledger/ledgerAccess.ts'
import { provenScheme } from '../proven/provenScheme.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import type { AcceptedVoucher, HeaderVoucher } from './servedChannel.ts'

/** Returns a voucher (promise to pay) with its hashes. Does not check the signature. */
export function acceptedOf(
  { ledger, service }: { readonly ledger: Pick<LedgerAccess, 'domain'>; readonly service: ServiceId },
  { sent, request, channel }: { readonly sent: HeaderVoucher; readonly request: Hex32; readonly channel: ChannelId },
): AcceptedVoucher {
  const of = { service, request, domain: ledger.domain, channel, scheme: schemeOf(sent.voucher) }
  const { trace, digest } = messageOfVoucher(sent.voucher, of)
  return { ...sent, request, trace, digest }
}

/** Returns true if the key of the channel signed the voucher (promise to pay). `signatures` checks those of Ethereum keys. */
export function isSigned(signatures: Signatures, { voucher, digest }: AcceptedVoucher): boolean {
  return (schemeOf(voucher) ?? signatures).recover(digest, voucher.signature) === voucher.key
}

function schemeOf(voucher: SentVoucher): VoucherScheme | undefined {
  return curveOfVoucher(voucher) === 'secp256k1' ? undefined : provenScheme
}
