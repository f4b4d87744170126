import { type ErrorCode, errorTable } from '@infinitio/domain'
import { errorSentencesZh } from '@infinitio/domain/chinese'
import { expect, test } from 'vitest'
import { guidePages } from './guidePages.ts'

const sentences = {
  en: (code: ErrorCode) => errorTable[code].sentence,
  zh: (code: ErrorCode) => errorSentencesZh[code],
}

test.each(['en', 'zh'] as const)('quotes error sentences as programs print them, in %s', (language) => {
  const rows = guidePages(language).flatMap(({ prose }) => [...prose.matchAll(/^\| (.+?) \| \[`([a-z]+\.[a-z0-9_]+)`\]\(\/docs\/errors\/\2\) \|/gm)])
  expect(rows.length).toBeGreaterThan(25)
  expect(rows.map(([, sentence]) => sentence)).toEqual(rows.map(([, , code]) => sentences[language](code as ErrorCode)))
})
