import { formatUnits } from 'viem'

const field = 'withdraw'

/** Returns the path of the Wallet page with this amount filled into its withdrawal form. `amount` is in PToken base units (18 decimals). */
export function addressOfWithdrawal(amount: bigint): string {
  return `/wallet?${field}=${formatUnits(amount, 18)}#deposit`
}

/** Returns the amount in the withdrawal form of a Wallet page address, as PT in decimal digits. Returns null if the address has no valid amount. */
export function wantedWithdrawal(params: URLSearchParams): string | null {
  const text = params.get(field) ?? ''
  return /^\d{1,12}(\.\d{1,18})?$/.test(text) ? text : null
}
