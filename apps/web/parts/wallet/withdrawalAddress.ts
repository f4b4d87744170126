import { formatUnits } from 'viem'

const field = 'withdraw'

/** Returns the address of the Wallet page with this amount in its withdrawal form. The amount is in base units of 18 decimals. */
export function addressOfWithdrawal(amount: bigint): string {
  return `/wallet?${field}=${formatUnits(amount, 18)}#deposit`
}

/** Returns the amount of a withdrawal that an address of the Wallet page asks for, as PT in decimal digits. Returns null without a valid one. */
export function wantedWithdrawal(params: URLSearchParams): string | null {
  const text = params.get(field) ?? ''
  return /^\d{1,12}(\.\d{1,18})?$/.test(text) ? text : null
}
