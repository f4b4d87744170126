import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { codeIn, tableRows, textOf } from './tableRows.ts'

const page = textOf('docs/glossary.md')
const sections = ['The market', 'Inside the system', 'Validators, tokens and votes', 'Words that people use']
const words = sections.flatMap((section) => tableRows(page, section).map(([word = '', , code = '']) => ({ word, code: codeIn(code)[0] ?? '' })))
const sources = ['*.ts', '*.tsx', '*.sol', '*.sql']
/** Search the sources once for all words together, because that is faster than one search for each word. */
const found = wholeWordsInSources(words.map(({ code }) => code).filter((code) => code !== ''))

describe('docs/glossary.md', () => {
  it.each(words)('names a place in the code for "$word"', ({ code }) => {
    expect(code).not.toBe('')
    expect(found.has(code)).toBe(true)
  })

  it.each(sections)('sorts "%s" by its words', (section) => {
    const listed = tableRows(page, section).map(([word = '']) => word.toLowerCase())
    expect(listed).toEqual(listed.toSorted())
  })

  it('explains each word once', () => {
    expect(new Set(words.map(({ word }) => word)).size).toBe(words.length)
  })
})

/** Returns those of the given words that occur in the sources as whole words. */
function wholeWordsInSources(wanted: readonly string[]): Set<string> {
  const args = ['grep', '-ohwF', '--untracked', ...wanted.flatMap((word) => ['-e', word]), '--', ...sources]
  // All words are ASCII. In the locale C, git compares bytes, which takes a fraction of the processor time.
  const env = { ...process.env, LC_ALL: 'C' }
  return new Set(execFileSync('git', args, { cwd: checkout, env, encoding: 'utf8', maxBuffer: 2 ** 28 }).split('\n'))
}
