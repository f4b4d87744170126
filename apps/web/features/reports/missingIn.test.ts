import { reportLimits } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { missingIn } from '#web/features/reports/ReportDialog.tsx'

test('names the first part of a report that is missing or wrong, and nothing for a report that can be sent', () => {
  const whole = { problem: 'gpu', text: 'The fan is loud.', files: [] } as const
  expect(missingIn(whole)).toBeNull()
  expect(missingIn({ ...whole, problem: null, text: '' })).toBe('kind')
  expect(missingIn({ ...whole, text: ' \n' })).toBe('text')
  expect(missingIn({ ...whole, text: 'a'.repeat(reportLimits.text) })).toBeNull()
  expect(missingIn({ ...whole, text: 'a'.repeat(reportLimits.text + 1) })).toBe('shorter')
  expect(missingIn({ ...whole, files: [{ name: 'empty.log', size: 0 }] })).toBe('files')
})
