import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { Balance } from '#web/parts/format/Balance.tsx'

test('cuts a balance and never shows more than the account owns', () => {
  expect(markupFor('en', <Balance units={979_977_960_000_000_000_000n} />)).toContain('979.9779 PT')
  expect(markupFor('zh', <Balance units="1999970000000000000" />)).toContain('1.9999 PT')
})
