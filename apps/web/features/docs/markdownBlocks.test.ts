import { describe, expect, test } from 'vitest'
import { markdownBlocks } from '#web/features/docs/markdownBlocks.ts'

describe('markdownBlocks', () => {
  test('reads headings, paragraphs over several lines and code unchanged', () => {
    expect(markdownBlocks('# Title\n\none\ntwo\n\n```sh\nnpm start\n  x\n```\n')).toEqual([
      { kind: 'heading', level: 1, text: 'Title' },
      { kind: 'paragraph', text: 'one two' },
      { kind: 'code', text: 'npm start\n  x' },
    ])
  })

  test('reads lists with continued lines', () => {
    expect(markdownBlocks('1. one\n   more\n2. two')).toEqual([{ kind: 'list', start: 1, items: ['one more', 'two'] }])
  })

  test('continues the count of a list after code inside it', () => {
    expect(markdownBlocks('1. one:\n   ```ini\n   a = 1\n     b\n   ```\n   and more\n2. two')).toEqual([
      { kind: 'list', start: 1, items: ['one:'] },
      { kind: 'code', text: 'a = 1\n  b' },
      { kind: 'paragraph', text: 'and more' },
      { kind: 'list', start: 2, items: ['two'] },
    ])
  })

  test('reads a table without its rule', () => {
    expect(markdownBlocks('| a | b |\n| --- | --- |\n| 1 | 2 |')).toEqual([{ kind: 'table', head: ['a', 'b'], rows: [['1', '2']] }])
  })

  test('separates a paragraph from the list after it', () => {
    expect(markdownBlocks('say:\n- one')).toEqual([
      { kind: 'paragraph', text: 'say:' },
      { kind: 'list', start: null, items: ['one'] },
    ])
  })

  test('ends code that is never closed at the end of the page', () => {
    expect(markdownBlocks('```\nx')).toEqual([{ kind: 'code', text: 'x' }])
  })
})
