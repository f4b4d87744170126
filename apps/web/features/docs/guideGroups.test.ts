import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guideGroups, guidesOf } from '#web/features/docs/guideGroups.ts'

test('shows each guide in one group of the docs page', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../../docs/guides')).filter((name) => name.endsWith('.md'))
  const shown = guideGroups.flatMap(guidesOf).map((name) => `${name}.md`)
  expect(shown.toSorted()).toEqual(files.toSorted())
})
