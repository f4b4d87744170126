import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ErrorCode, errorTable, isErrorCode } from '@infinitio/domain'
import { errorPage } from '@infinitio/domain/error-pages'
import { describe, expect, test } from 'vitest'
import { headingAnchors } from '#web/features/docs/headingAnchors.ts'
import { docHref, inlineParts } from '#web/features/docs/inlineParts.ts'
import { type Block, markdownBlocks } from '#web/features/docs/markdownBlocks.ts'

const docs = join(import.meta.dirname, '../../../../docs')
const namesIn = (folder: string) => readdirSync(join(docs, folder)).filter((name) => name.endsWith('.md'))

/** Lists the pages that must exist in both languages. Decisions exist only in English. */
const english = namesIn('guides').map((name) => `guides/${name}`)
const errors = Object.keys(errorTable).map((code) => `errors/${code}`)
const translated = [...namesIn('zh/guides').map((name) => `guides/${name}`), ...errors]

/** Returns the blocks of a page from its file, or from the error table for an error page. */
function blocksOf(file: string) {
  const [, language, code] = /^(zh\/)?errors\/(.+)$/.exec(file) ?? []
  return markdownBlocks(
    code === undefined ? readFileSync(join(docs, file), 'utf8') : errorPage(code as ErrorCode, language === undefined ? 'en' : 'zh'),
  )
}

/** Returns the text lines of a block: its cells, items or paragraph. */
function linesOf(block: Block): readonly string[] {
  if (block.kind === 'table') return [...block.head, ...block.rows.flat()]
  if (block.kind === 'list') return block.items
  return block.kind === 'code' ? [] : [block.text]
}

/** Returns the part of a block that is equal in every language, and the targets of its links. */
function frameOf(block: Block, file: string) {
  return {
    kind: block.kind,
    ...(block.kind === 'heading' && { level: block.level }),
    ...(block.kind === 'code' && { text: block.text }),
    ...(block.kind === 'list' && { start: block.start }),
    ...(block.kind === 'table' && { columns: [block.head, ...block.rows].map((cells) => cells.length) }),
    lines: linesOf(block).map((line) => {
      const parts = inlineParts(line)
      return {
        codes: parts.flatMap((part) => (part.kind === 'code' ? [part.text] : [])).toSorted(),
        links: parts.flatMap((part) => (part.kind === 'link' ? [docHref(part.href, file)] : [])).toSorted(),
      }
    }),
  }
}

const wordsOf = (line: string) =>
  inlineParts(line)
    .flatMap((part) => (part.kind === 'code' ? [] : [part.text]))
    .join(' ')
const numbersOf = (line: string): readonly string[] => wordsOf(line).match(/\d[\d,.]*\d|\d/g) ?? []

describe('the docs in Chinese', () => {
  test('contains every English document, and no others', () => {
    expect(english.length).toBeGreaterThan(15)
    expect(errors.length).toBeGreaterThan(250)
    expect(translated.toSorted()).toEqual([...english, ...errors].toSorted())
  })

  test.each(translated)('%s has the headings, lists, tables, code and links of its original', (file) => {
    const frames = (folder: string) => blocksOf(`${folder}${file}`).map((block) => frameOf(block, `${folder}${file}`))
    expect(frames('zh/')).toEqual(frames(''))
  })

  test.each(translated)('contains every number of %s and no English sentence', (file) => {
    const lines = (folder: string) => blocksOf(`${folder}${file}`).flatMap(linesOf)
    const chinese = lines('zh/')
    const missing = lines('').flatMap((line, index) => {
      const told = chinese[index] ?? ''
      const isSentence = /\b[a-z]+ [a-z]+ [a-z]+\b/.test(wordsOf(line))
      return numbersOf(line).some((number) => !numbersOf(told).includes(number)) || (isSentence && !/\p{Script=Han}/u.test(told))
        ? [{ line, told }]
        : []
    })
    expect(missing).toEqual([])
  })
})

describe('links of the docs', () => {
  const everywhere = [
    ...english,
    ...errors,
    ...translated.map((file) => `zh/${file}`),
    ...namesIn('.'),
    ...namesIn('adr').map((name) => `adr/${name}`),
  ]

  test.each(everywhere)('links in %s lead to existing files and headings', (file) => {
    const hrefs = blocksOf(file)
      .flatMap(linesOf)
      .flatMap((line) => inlineParts(line).flatMap((part) => (part.kind === 'link' ? [part.href] : [])))
    const broken = hrefs.filter((href) => {
      if (href.startsWith('/docs/errors/')) return !isErrorCode(href.slice('/docs/errors/'.length))
      if (/^(https?:|\/)/.test(href)) return false
      const [target = '', anchor] = href.split('#')
      const led = target === '' ? file : join(dirname(file), target)
      if (!existsSync(join(docs, led))) return true
      return anchor !== undefined && !headingAnchors(blocksOf(led.replace(/^zh\//, ''))).includes(anchor)
    })
    expect(broken).toEqual([])
  })
})
