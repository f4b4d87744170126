import { expect, test } from 'vitest'
import { CompareCharacters } from '#web/features/pairing/CompareCharacters.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const ignore = () => {}
const markup = (language: 'en' | 'zh', machine: 'asked' | 'accepted' | 'silent', isSame = true) =>
  markupFor(language, <CompareCharacters characters="AB12CD" isSame={isSame} machine={machine} onSame={ignore} onOther={ignore} />)

test('asks for the same six characters before it says that they are confirmed', () => {
  expect(markup('en', 'asked', false)).toContain('They are the same')
  expect(markup('en', 'asked', false)).not.toContain('confirmed')
})

test.each([
  ['en', 'Now answer y in the terminal of your machine.', 'in the browser and in the terminal'],
  ['zh', '请在机器的终端回答 y', '在浏览器和终端确认'],
] as const)('waits for the terminal until the terminal has accepted the wallet, in %s', (language, asked, accepted) => {
  expect(markup(language, 'asked')).toContain(asked)
  expect(markup(language, 'asked')).not.toContain(accepted)
  expect(markup(language, 'accepted')).toContain(accepted)
})

test('reminds of the terminal if an older agent sends no answer', () => {
  expect(markup('en', 'silent')).toContain('Answer y in the terminal too.')
})
