import { expect, test } from 'vitest'
import { StartSteps } from '#web/features/earn/StartSteps.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test('shows visitors the way with the wallet in the browser, and no key file in a command', () => {
  const english = markupFor('en', <StartSteps />)
  expect(english).toContain('Open the link in the browser with your wallet and sign there.')
  expect(english).toContain(
    'you can give infinitio provide a file with the wallet’s key instead. See the <a class="link" href="/docs/guides/pairing">pairing guide</a>.',
  )
  expect(english).not.toContain('--key-file')
  expect(markupFor('zh', <StartSteps />)).toContain('你可以改为向 infinitio provide 提供含钱包密钥的文件')
})
