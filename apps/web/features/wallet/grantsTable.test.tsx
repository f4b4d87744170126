import type { GrantsWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { GrantsTable } from '#web/features/wallet/GrantsPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const items: GrantsWire['items'] = [
  { proposal: 3, title: 'Pay Eve', source: 'surplus', amount: `${25n * 10n ** 17n}`, at: 1_800_000_000, txHash: `0x${'1'.repeat(64)}`, final: true },
  {
    proposal: 2,
    title: 'Thanks',
    source: 'treasuryG',
    amount: `${1_000n * 10n ** 18n}`,
    at: 1_700_000_000,
    txHash: `0x${'2'.repeat(64)}`,
    final: false,
  },
]

test.each([
  ['en', 'Paid to you by votes', 'Proposal 3: Pay Eve'],
  ['zh', '投票付给你的款项', '提案 3：Pay Eve'],
] as const)('shows what each vote paid, with its proposal, in %s', (language, title, proposal) => {
  const words = markupFor(language, <GrantsTable items={items} />).replaceAll('\u00a0', ' ')
  for (const part of [title, proposal, '2.50', '1,000.00 G', 'href="/govern/proposals/3"']) expect(words).toContain(part)
})
