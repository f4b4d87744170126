import { describe, expect, it } from 'vitest'
import { plainEnglish, unplainSentences } from './plainEnglish.ts'
import { sourceFile } from './sourceFile.ts'

const found = (text: string, path = 'packages/sdk/src/a.ts') => unplainSentences([sourceFile({ path, text })]).map((one) => one.text)

describe('the guide for plain English', () => {
  it.each([
    ['a clause without its noun', '/** Returns the fee for who ends a lease. */'],
    ['a verb in an unusual sense', '// The lease stands here until it ends.'],
    ['a phrase that nobody uses', 'const a = 1\n  // It is not asked any more.'],
    ['a comment that begins with its object', '/** What a lease costs. */'],
    ['a book that speaks', '/**\n * The journal knows it.\n */'],
  ])('finds %s', (_what, text) => {
    expect(found(text)).toHaveLength(1)
  })

  it('passes plain sentences, questions, and words in code', () => {
    expect(found('/** Returns what the lease costs, in atoms. */\nconst alone = told(house)\n// Why does it fail?')).toEqual([])
    expect(found('/** Returns the price.\n * Where it is null, the ask has none. */')).toEqual([])
  })

  it('reads names of tests in tests, and messages in English', () => {
    const test = "it('of which nothing is left', () => {})\nit('refunds the rest', () => {})"
    expect(found(test, 'packages/sdk/src/a.test.ts')).toEqual(['of which nothing is left'])
    expect(found(test)).toEqual([])
    expect(found('{\n  "a": "You are told when it fills",\n  "b": "Rent"\n}', 'apps/web/messages/en.json')).toEqual(['You are told when it fills'])
  })

  it('reports each sentence with its line', () => {
    const files = [sourceFile({ path: 'packages/sdk/src/a.ts', text: '\n/** What it costs. */' })]
    expect(plainEnglish(files)).toEqual([{ path: 'packages/sdk/src/a.ts:2', rule: 'plain-english', message: 'What it costs.' }])
  })
})
