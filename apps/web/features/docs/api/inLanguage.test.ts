import { expect, test } from 'vitest'
import { inLanguage, langOf } from '#web/features/docs/api/inLanguage.ts'

const part = {
  summary: 'Delete a snapshot of the signed-in account',
  parameters: [{ name: 'limit', description: 'Seconds.', schema: { type: 'integer', enum: ['Seconds.'], example: { description: 'Seconds.' } } }],
  responses: {
    200: { description: 'A text that nobody translated.', content: { properties: { description: { type: 'string', description: 'Hours.' } } } },
  },
}

test('translates summaries and descriptions, at every depth, and leaves data and unknown texts as they are', () => {
  expect(inLanguage(part, 'zh')).toEqual({
    summary: '删除已登录账户的一个快照',
    parameters: [{ name: 'limit', description: '秒。', schema: { type: 'integer', enum: ['Seconds.'], example: { description: 'Seconds.' } } }],
    responses: {
      200: { description: 'A text that nobody translated.', content: { properties: { description: { type: 'string', description: '小时。' } } } },
    },
  })
  expect(inLanguage(part, 'en')).toBe(part)
})

test('marks English texts for screen readers, so that they do not read them as Chinese', () => {
  expect(['秒。', 'Seconds.', '`id` 编号'].map(langOf)).toEqual([undefined, 'en', undefined])
})
