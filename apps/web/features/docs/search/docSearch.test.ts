import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ErrorCode, errorTable } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { docTree } from '#web/features/docs/docTree.ts'
import { headingAnchors } from '#web/features/docs/headingAnchors.ts'
import { createDocSearch } from '#web/features/docs/search/createDocSearch.ts'
import type { DocEntry } from '#web/features/docs/search/docEntry.ts'
import commands from '#web/features/docs/search/generated/commands.json' with { type: 'json' }
import { errorText } from '#web/features/docs/search/errorText.ts'
import { guideEntries } from '#web/features/docs/search/guideEntries.ts'

const docs = join(import.meta.dirname, '../../../../../docs')

/** The English guides with the anchors of their headings, which the Chinese guides have too. Each guide is parsed once. */
const parsed = readdirSync(join(docs, 'guides')).map((file) => {
  const english = readFileSync(join(docs, 'guides', file), 'utf8')
  return { file, english, anchors: headingAnchors(docTree(english)) }
})

function entriesIn(language: 'en' | 'zh'): DocEntry[] {
  const guides = parsed.flatMap(({ file, english, anchors }) => {
    const text = language === 'en' ? english : readFileSync(join(docs, 'zh/guides', file), 'utf8')
    const title = /^# (.+)$/m.exec(text)?.[1] ?? ''
    return guideEntries({ slug: `guides/${file.slice(0, -3)}`, title, text, anchors })
  })
  const errors = (Object.keys(errorTable) as ErrorCode[]).map((code) => ({
    ...{ kind: 'error' as const, title: code, page: '', href: `/docs/errors/${code}` },
    text: errorText(code, language),
  }))
  const named = commands.map(({ name, text }) => ({ kind: 'command' as const, title: name, page: '', href: '/docs/guides/tools', text }))
  return [...guides, ...errors, ...named]
}

const english = await createDocSearch(entriesIn('en'))
const chinese = await createDocSearch(entriesIn('zh'))

// Each question has a pattern for its answer, and one of the first three search results must match it. The test names no page, because the guides change often.
test.each([
  ['ssh permission denied', /permission denied|publickey/i],
  ['how do I stop paying', /\bends?\b|stop/i],
  ['jupyter', /jupyter/i],
  ['vs code', /vs ?code/i],
  ['vscode remote', /vs ?code/i],
  ['what happens if the machine fails', /heartbeat|refund|lost/i],
  ['who can see my data', /root|encrypt/i],
  ['backup database restore', /backup|restore/i],
  ['set price by rule', /price/i],
  ['webhook signature', /webhook/i],
  ['api key budget', /key/i],
  ['infinitio cp', /infinitio cp/i],
  ['lease.over', /lease\.over/],
  ['withdraw my earnings', /withdraw|earn|claim/i],
])('answers “%s” in the first three results', (question, answer) => {
  const found = english(question, 3).map(({ title, page, text }) => `${page} ${title} ${text}`)
  expect(
    found.some((text) => answer.test(text)),
    found.join('\n').slice(0, 2_000),
  ).toBe(true)
})

test.each([
  ['如何结束租约', /结束/],
  ['快照', /快照/],
  ['SSH 密钥', /SSH/],
  ['备份数据库', /备份/],
])('answers “%s” in Chinese in the first three results', (question, answer) => {
  expect(chinese(question, 3).some(({ title, text }) => answer.test(`${title} ${text}`))).toBe(true)
})

test('finds the program that runs a command with the SDK, and puts it first', () => {
  for (const words of ['run a command with the SDK', 'sdk run command'])
    expect(english(words, 1)[0]?.title, words).toContain('run a command with the SDK')
  expect(chinese('用 SDK 运行命令', 1)[0]?.title).toContain('SDK')
})

test('ranks the exact code, command and heading first', () => {
  expect(english('node.nft_missing', 1)[0]?.title).toBe('node.nft_missing')
  expect(english('infinitio orders bid', 3).some(({ title }) => title === 'infinitio orders bid')).toBe(true)
})

test('finds a word with a typing error, and nothing for signs', () => {
  expect(english('notifcation', 3).some(({ title, page }) => /notif/i.test(title + page))).toBe(true)
  expect(english('??? !!!', 3)).toEqual([])
})
