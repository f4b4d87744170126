import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { codeIn, tableRows, textOf } from './tableRows.ts'

const page = textOf('docs/glossary.md')
const sections = ['The market', 'Inside the system', 'Validators, tokens and votes']
const words = sections.flatMap((section) => tableRows(page, section).map(([word = '', , code = '']) => ({ word, code: codeIn(code)[0] ?? '' })))
const sources = ['*.ts', '*.tsx', '*.sol', '*.sql']

describe('docs/glossary.md', () => {
  it.each(words)('names a place in the code for "$word"', ({ code }) => {
    expect(code).not.toBe('')
    const found = execFileSync('git', ['grep', '-lwF', '--untracked', '-e', code, '--', ...sources], { cwd: checkout, encoding: 'utf8' })
    expect(found).not.toBe('')
  })

  it.each(sections)('sorts "%s" by its words', (section) => {
    const listed = tableRows(page, section).map(([word = '']) => word.toLowerCase())
    expect(listed).toEqual(listed.toSorted())
  })

  it('explains each word once', () => {
    expect(new Set(words.map(({ word }) => word)).size).toBe(words.length)
  })
})
