import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { headingAnchors } from '#web/features/docs/headingAnchors.ts'
import { docTree } from '#web/features/docs/docTree.ts'
import { PageContents, partsOf } from '#web/features/docs/PageContents.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const docs = join(import.meta.dirname, '../../../../docs')
const docOf = (language: 'en' | 'zh', name: string) => {
  const read = (folder: string) => readFileSync(join(docs, folder, 'guides', `${name}.md`), 'utf8')
  return { text: read(language === 'en' ? '' : 'zh'), anchors: headingAnchors(docTree(read(''))), language }
}

test('lists the parts of a long guide, with the English anchors in each language', () => {
  const [english, chinese] = [partsOf(docOf('en', 'renter')), partsOf(docOf('zh', 'renter'))]
  expect(english.length).toBeGreaterThanOrEqual(4)
  expect(chinese.map(({ anchor }) => anchor)).toEqual(english.map(({ anchor }) => anchor))
  const markup = markupFor('zh', <PageContents doc={docOf('zh', 'renter')} />)
  expect(markup).toContain('本页内容')
  for (const { anchor } of chinese) expect(markup).toContain(`href="#${anchor}"`)
})

test('removes the marks of code and links from a title', () => {
  expect(partsOf({ text: '# A\n\n## The `ssh` command', anchors: ['a', 'the-ssh-command'] })).toEqual([
    { anchor: 'the-ssh-command', title: 'The ssh command' },
  ])
})

test('shows no list for a short page', () => {
  expect(markupFor('en', <PageContents doc={{ text: '# A\n\n## B\n\n## C', anchors: ['a', 'b', 'c'], language: 'en' }} />)).toBe('')
})
