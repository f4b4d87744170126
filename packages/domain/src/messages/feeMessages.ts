import type { FeeKey } from '../fees/feeLines.ts'
import type { Message } from './notificationMessages.ts'

/**
 * The kinds of texts in which a fee may have its own name: a quote, an order, a move, an extension, a lease's end or receipt, a provider's end of a lease, an
 * invoice, and a sentence.
 */
export type FeePlace = 'quote' | 'order' | 'move' | 'extend' | 'receipt' | 'providerEnd' | 'invoice' | 'sentence'

/**
 * The name of each fee, as an ICU message. Web pages, invoices and the command line all use this table. The arguments are `place` (a `FeePlace`), `percent`
 * (the rate of a fee that is a share, such as 0.25) and `leases` (the largest number of leases of an order).
 */
export const feeMessages: Readonly<Record<FeeKey, Message>> = {
  renterFee: {
    en: '{place, select, invoice {Market fee, {percent} %} sentence {fee} other {Fee, {percent} %}}',
    zh: '{place, select, invoice {市场手续费，{percent}%} sentence {手续费} other {手续费，{percent}%}}',
  },
  providerFee: {
    en: '{place, select, providerEnd {Your fee, {percent} %} sentence {provider’s fee} other {Provider’s fee, {percent} %}}',
    zh: '{place, select, providerEnd {你的手续费，{percent}%} sentence {提供方手续费} other {提供方手续费，{percent}%}}',
  },
  relayFee: {
    en: '{place, select, quote {Relay fee: pays the network gas of your lease} order {Relay fee{leases, plural, =1 {} other {, for # leases at most}}} move {Relay fee, once} receipt {Relay fee, paid at the match} sentence {relay fee} other {Relay fee}}',
    zh: '{place, select, quote {代发费，用于结算、就绪、结束和关闭的 Gas} order {代发费{leases, plural, =1 {} other {，最多 # 个租约}}} move {代发费，一次} receipt {代发费，结算时支付} sentence {代发费} other {代发费}}',
  },
}
