import { expect, test } from 'vitest'
import { TaskSums } from '#web/features/statement/TaskSums.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const shown = (language: 'en' | 'zh', tasks: { readonly earned: string; readonly ordered: string } | null) =>
  markupFor(language, <TaskSums statement={{ month: '2026-11', tasks }} />).replaceAll('\u00a0', ' ')

test.each([
  ['en', 'Tasks in', 'Earned by tasks of others', 'Locked for tasks that you ordered'],
  ['zh', '的任务', '完成他人任务的收入', '为你下单的任务锁定的金额'],
] as const)('shows what tasks earned and locked in a month, in %s', (language, ...texts) => {
  const page = shown(language, { earned: '2500000000000000000', ordered: '7000000000000000000' })
  for (const part of [...texts, '2.50', '7.00', 'href="/provide/tasks"', 'href="/jobs"']) expect(page).toContain(part)
})

test('is hidden without tasks, and says when the chain does not answer', () => {
  expect(shown('en', { earned: '0', ordered: '0' })).toBe('')
  expect(shown('en', null)).toContain('The chain does not answer')
})
