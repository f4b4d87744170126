import { hashProvenVoucher, recoverProven, signProven } from '@infinitio/proven'
import type { VoucherScheme } from '@infinitio/services'

/** How keys on BabyJubJub sign vouchers, which one proof settles together. */
export const provenScheme: VoucherScheme = { curve: 'babyJubJub', hash: hashProvenVoucher, sign: signProven, recover: recoverProven }
