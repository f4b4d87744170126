import { expect, test } from 'vitest'
import { guideGroups, guidePlace, guidesOf } from '#web/features/docs/guideGroups.ts'

test('finds the group of each guide and links it with the guides before and after it', () => {
  for (const group of guideGroups) {
    const guides = guidesOf(group)
    for (const [at, name] of guides.entries())
      expect(guidePlace(`guides/${name}`)).toEqual({ group, previous: guides[at - 1] ?? null, next: guides[at + 1] ?? null })
  }
})

test.each(['economy', 'errors/lease.over', 'guides/nowhere', 'zh/guides/renter'])('finds no group for %s', (slug) => {
  expect(guidePlace(slug)).toBeNull()
})
