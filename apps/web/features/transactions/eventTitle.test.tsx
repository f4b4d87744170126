import { expect, test } from 'vitest'
import { EventTitle } from '#web/features/transactions/TransactionView.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const titleOf = (language: 'en' | 'zh', log: { readonly name: string; readonly args: Record<string, unknown> }) =>
  markupFor(language, <EventTitle log={{ logIndex: 0, ...log }} />).replaceAll(/<[^>]+>/g, '')

test.each([
  [{ name: 'Settled', args: {} }, 'Settle Settled', '结算 Settled'],
  [{ name: 'Administrative', args: { event: 'SlashQueued' } }, 'Announce a penalty SlashQueued', '公告罚没 SlashQueued'],
  [{ name: 'Administrative', args: { event: 'Dripped' } }, 'Dripped', 'Dripped'],
])('shows an event in the language of the reader, with its name in the contract: %o', (log, english, chinese) => {
  expect(titleOf('en', log)).toBe(english)
  expect(titleOf('zh', log)).toBe(chinese)
})
