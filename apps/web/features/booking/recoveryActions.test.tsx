import type { HoldWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { RecoveryActions, type RecoveryActionsProps } from '#web/features/booking/RecoveryActions.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'
import { checkoutOfHold } from '#web/parts/checkout/checkout.ts'

const hold = {
  serverNow: 1,
  expiresAt: 2,
  gpus: 1,
  pricePerGpuSecond: '1000',
  durationSeconds: 3_600,
  amount: '0',
  listing: null,
} as unknown as HoldWire
const checkout = { ...checkoutOfHold(hold, null), hold: null }
const shown = (language: 'en' | 'zh', props: Pick<RecoveryActionsProps, 'code' | 'onSignAgain'>) =>
  loadedMarkupFor(
    language,
    <QueryClientProvider client={new QueryClient()}>
      <RecoveryActions checkout={checkout} {...props} />
    </QueryClientProvider>,
  )

test.each([
  ['en', 'Sign again'],
  ['zh', '重新签名'],
] as const)('offers to sign again, but only if no other button beside it does (%s)', async (language, words) => {
  expect(await shown(language, { code: 'api.unreachable', onSignAgain: () => undefined })).toContain(words)
  expect(await shown(language, { code: 'api.unreachable', onSignAgain: null })).not.toContain('<button')
})

test('keeps the other actions of an error', async () => {
  const markup = await shown('en', { code: 'account.insufficient_balance', onSignAgain: null })
  expect(markup).toContain('href="/wallet#deposit"')
})
