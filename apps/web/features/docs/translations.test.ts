import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ErrorCode, errorTable, isErrorCode } from '@infinitio/domain'
import { errorPage } from '@infinitio/domain/error-pages'
import { describe, expect, test } from 'vitest'
import type { Nodes, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { docHref } from '#web/features/docs/docHref.ts'
import { docTree } from '#web/features/docs/docTree.ts'
import { headingAnchors } from '#web/features/docs/headingAnchors.ts'

const docs = join(import.meta.dirname, '../../../../docs')
const namesIn = (folder: string) => readdirSync(join(docs, folder)).filter((name) => name.endsWith('.md'))

/** Lists the pages of the docs that must exist in both languages. Decision records exist only in English. */
const english = namesIn('guides').map((name) => `guides/${name}`)
const errors = Object.keys(errorTable).map((code) => `errors/${code}`)
const translated = [...namesIn('zh/guides').map((name) => `guides/${name}`), ...errors]

const trees = new Map<string, Root>()

/**
 * Returns the syntax tree of a docs page, from its file or, for an error page, from the error table. Each page is parsed only once, because many pages link to
 * the same page.
 */
function treeOf(file: string): Root {
  const known = trees.get(file) ?? parse(file)
  trees.set(file, known)
  return known
}

function parse(file: string): Root {
  const [, language, code] = /^(zh\/)?errors\/(.+)$/.exec(file) ?? []
  return docTree(code === undefined ? readFileSync(join(docs, file), 'utf8') : errorPage(code as ErrorCode, language === undefined ? 'en' : 'zh'))
}

/** Returns a node of the parsed page and all nodes inside it, in page order. */
function nodesIn(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesIn) : [])]
}

const lineKinds = ['paragraph', 'heading', 'tableCell']
/** Returns the paragraphs, headings and table cells of a page. */
const linesOf = (tree: Root) => nodesIn(tree).filter(({ type }) => lineKinds.includes(type))
const hrefsIn = (node: Nodes) => nodesIn(node).flatMap((part) => (part.type === 'link' || part.type === 'image' ? [part.url] : []))

/** Returns the parts of a page that must be equal in every language: its structure, its code and the targets of its links. */
function frameOf(tree: Root, file: string) {
  const inline = ['text', 'strong', 'emphasis', 'inlineCode', 'link', 'break', 'html']
  return nodesIn(tree)
    .filter(({ type }) => !inline.includes(type))
    .map((node) => ({
      kind: node.type,
      ...(node.type === 'heading' && { level: node.depth }),
      ...(node.type === 'code' && { text: node.value }),
      ...(node.type === 'list' && { start: node.start }),
      ...(lineKinds.includes(node.type) && {
        codes: nodesIn(node)
          .flatMap((part) => (part.type === 'inlineCode' ? [part.value] : []))
          .toSorted(),
        links: hrefsIn(node)
          .map((href) => docHref(href, file))
          .toSorted(),
      }),
    }))
}

const wordsOf = (line: Nodes) =>
  nodesIn(line)
    .flatMap((part) => (part.type === 'text' ? [part.value] : []))
    .join(' ')
const numbersOf = (line: Nodes): readonly string[] => wordsOf(line).match(/\d[\d,.]*\d|\d/g) ?? []

describe('the docs in Chinese', () => {
  test('contains every English document, and no others', () => {
    expect(english.length).toBeGreaterThan(15)
    expect(errors.length).toBeGreaterThan(250)
    expect(translated.toSorted()).toEqual([...english, ...errors].toSorted())
  })

  test.each(translated)('%s has the headings, lists, tables, code and links of its original', (file) => {
    const frames = (folder: string) => frameOf(treeOf(`${folder}${file}`), `${folder}${file}`)
    expect(frames('zh/')).toEqual(frames(''))
  })

  test.each(translated)('contains every number of %s and no English sentence', (file) => {
    const lines = (folder: string) => linesOf(treeOf(`${folder}${file}`))
    const chinese = lines('zh/')
    const missing = lines('').flatMap((line, index) => {
      const told = chinese[index] ?? docTree('')
      const isSentence = /\b[a-z]+ [a-z]+ [a-z]+\b/.test(wordsOf(line))
      const numbers = new Set(numbersOf(told))
      return numbersOf(line).some((number) => !numbers.has(number)) || (isSentence && !/\p{Script=Han}/u.test(textOf(told)))
        ? [{ line: textOf(line), told: textOf(told) }]
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
    const hrefs = hrefsIn(treeOf(file))
    const broken = hrefs.filter((href) => {
      if (href.startsWith('/docs/errors/')) return !isErrorCode(href.slice('/docs/errors/'.length))
      if (/^(https?:|\/)/.test(href)) return false
      const [target = '', anchor] = href.split('#')
      const led = target === '' ? file : join(dirname(file), target)
      if (!existsSync(join(docs, led))) return true
      return anchor !== undefined && !headingAnchors(treeOf(led.replace(/^zh\//, ''))).includes(anchor)
    })
    expect(broken).toEqual([])
  })
})
