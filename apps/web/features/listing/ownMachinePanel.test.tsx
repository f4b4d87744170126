import { expect, test } from 'vitest'
import { OwnMachinePanel } from '#web/features/listing/OwnMachinePanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test.each([
  ['en', 'This is your machine', 'Manage this machine'],
  ['zh', '这是你的机器', '管理这台机器'],
] as const)('links an owner to the page of the machine, and offers no rent, in %s', (language, title, manage) => {
  const markup = markupFor(language, <OwnMachinePanel node="0xab" isRemoved={false} />)
  for (const part of [title, manage, 'href="/provide/nodes/0xab"']) expect(markup).toContain(part)
  expect(markup).not.toContain('/rent')
})

test('offers no price change to the owner of a removed machine', () => {
  const markup = markupFor('en', <OwnMachinePanel node="0xab" isRemoved />)
  expect(markup).toContain('You removed this machine from the market')
  expect(markup).not.toContain('change the price')
})
