import type { ImmediateName } from '../orders/timeInForce.ts'
import type { Message } from './notificationMessages.ts'

/**
 * The page texts for each time in force with which a bid never waits in the order book, such as `ioc`. Lists of orders show `name`. `unfilled` is the choice
 * for GPUs that are not filled at once.
 */
export const immediateMessages: Readonly<Record<ImmediateName, { readonly name: Message; readonly unfilled: Message }>> = {
  ioc: {
    name: { en: 'Now or never', zh: '立即成交否则取消' },
    unfilled: { en: 'Are dropped', zh: '立即取消' },
  },
  fok: {
    name: { en: 'Fill or kill', zh: '全部成交否则取消' },
    unfilled: { en: 'All or none', zh: '全部或取消' },
  },
}
