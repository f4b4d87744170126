import { expect, test } from 'vitest'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

test('shows the reason of a disabled button under the id that the button names', () => {
  expect(markupFor('en', <WhyDisabled id="why">Write a text first.</WhyDisabled>)).toContain('id="why">Write a text first.</p>')
})

test('shows nothing for a button that can be pressed', () => {
  expect(markupFor('en', <WhyDisabled id="why">{null}</WhyDisabled>)).not.toContain('<p')
})
