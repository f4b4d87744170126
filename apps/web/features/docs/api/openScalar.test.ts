import { expect, test } from 'vitest'
import { withPlainTitles } from '#web/features/docs/api/openScalar.ts'

test('shows no backtick in the titles of the API viewer, and leaves descriptions and examples unchanged', () => {
  const post = { summary: 'Rent in two steps: `step: draft`', description: 'Send `step`.', example: { summary: '`kept`' } }
  expect(withPlainTitles({ paths: { '/leases': { post } }, tags: ['a'] })).toEqual({
    paths: { '/leases': { post: { ...post, summary: 'Rent in two steps: step: draft' } } },
    tags: ['a'],
  })
})
