import type { Message } from './notificationMessages.ts'

/** The balances of an account. Each has one name on pages and in commands. */
export type BalanceKey = 'market' | 'escrow' | 'reserved' | 'bond' | 'providerPay' | 'wallet'

/** The name of each balance. A test of the pages checks that sentences use the same words. */
export const balanceMessages: Readonly<Record<BalanceKey, Message>> = {
  market: { en: 'Market balance', zh: '市场余额' },
  escrow: { en: 'In escrow', zh: '托管中' },
  reserved: { en: 'Reserved for holds and orders', zh: '为预留和订单冻结' },
  bond: { en: 'Provider bond', zh: '提供方保证金' },
  providerPay: { en: 'Provider pay to claim', zh: '待领取的提供方收入' },
  wallet: { en: 'Wallet balance', zh: '钱包余额' },
}
