import { expect, test } from 'vitest'
import { guideGroups } from '#web/features/docs/guideGroups.ts'
import { docNames } from '#web/features/docs/readDoc.ts'

test('the docs page shows each guide in one group', async () => {
  expect(guideGroups.flatMap(([, guides]) => guides).toSorted()).toEqual(await docNames('guides'))
})
