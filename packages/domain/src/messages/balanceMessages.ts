import type { Message } from './notificationMessages.ts'

/** The places where money of an account is: each has one name on pages and in commands. */
export type BalanceKey = 'market' | 'escrow' | 'reserved' | 'bond' | 'providerPay' | 'wallet'

/** The name of each balance. Sentences use the same words: a test of the pages compares them. */
export const balanceMessages: Readonly<Record<BalanceKey, Message>> = {
  market: { en: 'Market balance', zh: '市场余额' },
  escrow: { en: 'In escrow', zh: '托管中' },
  reserved: { en: 'Reserved for holds and orders', zh: '为保留和订单预留' },
  bond: { en: 'Provider bond', zh: '提供方保证金' },
  providerPay: { en: 'Provider pay to claim', zh: '待领取的提供方收入' },
  wallet: { en: 'Wallet balance', zh: '钱包余额' },
}
