import type { SessionKeyWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { SessionKeyItem } from '#web/features/session-keys/SessionKeyItem.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'

const pt = 10n ** 18n
const key: SessionKeyWire = {
  ...{ key: `0x${'1'.repeat(40)}`, state: 'good', total: `${5n * pt}`, spent: `${(14n * pt) / 100n}`, left: `${(486n * pt) / 100n}` },
  ...{ dayCap: `${5n * pt}`, spentToday: `${(14n * pt) / 100n}`, promised: '0', free: `${(486n * pt) / 100n}`, expiry: 1_900_000_000 },
  ...{ changedAt: 1_795_000_000, changedTx: `0x${'2'.repeat(64)}`, tokens: [], final: true },
}
const markup = (change: Partial<SessionKeyWire>, language: 'en' | 'zh' = 'en') =>
  loadedMarkupFor(
    language,
    <QueryClientProvider client={new QueryClient()}>
      <SessionKeyItem sessionKey={{ ...key, ...change }} now={1_795_000_100} />
    </QueryClientProvider>,
  )

test('says that the budget counts what leases lock, and links what was paid', async () => {
  const page = await markup({})
  expect(page).toContain('0.14 of 5.00 PT of the budget used')
  expect(page).toContain('The full amount that a lease locks counts as used.')
  expect(page).toContain('href="/leases"')
  expect(await markup({}, 'zh')).toContain('租约锁定的全部金额都计入已用')
  expect(await markup({ spent: '0' })).not.toContain('The full amount')
})

test('shows no figures of today for a revoked key', async () => {
  expect(await markup({})).toContain('Today, UTC')
  expect(await markup({ state: 'revoked', left: '0', free: '0', spentToday: '0' })).not.toContain('Today, UTC')
})
