import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'

test('links the page of an error, with its code only in the name and the tip', () => {
  const markup = markupFor('en', <ErrorCode code="order.node_taken" />)
  expect(markup).toContain('href="/docs/errors/order.node_taken"')
  expect(markup).toContain('Details <span class="sr-only">order.node_taken</span>')
  expect(markupFor('zh', <ErrorCode code="order.node_taken" />)).toContain('详情')
})

test('shows the name of a contract error, which has no page', () => {
  expect(markupFor('en', <ErrorCode code="Findings_NotOpen" />)).toBe('<span class="mono dim">Findings_NotOpen</span>')
})
