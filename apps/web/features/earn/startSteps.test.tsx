import { expect, test } from 'vitest'
import { StartSteps } from '#web/features/earn/StartSteps.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test('shows visitors the way with the wallet in the browser, and no key file in a command', () => {
  const english = markupFor('en', <StartSteps />)
  expect(english).toContain('Your wallet signs in the browser')
  expect(english).toContain(
    'For machines without a person, a key file is possible: see the <a class="link" href="/docs/guides/pairing">pairing guide</a>.',
  )
  expect(english).not.toContain('--key-file')
  expect(markupFor('zh', <StartSteps />)).toContain('无人值守的机器也可以使用密钥文件')
})
