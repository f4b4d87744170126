import { describe, expect, it } from 'vitest'
import { retiredWords } from './glossaryWords.ts'
import { unplainSentences } from './plainEnglish.ts'
import { sourceFile } from './sourceFile.ts'

const found = (path: string, text: string) => unplainSentences([sourceFile({ path, text })]).map(({ room, text: read }) => `${room} ${read}`)
const command = 'packages/cli/src/rent/addRent.ts'

describe('texts that people read', () => {
  it.each([
    ['a description of a command', command, "command.description('book a node')", 'texts:packages/cli book a node'],
    ['a template', command, 'say(`Lease ${id} goes on`)', 'texts:packages/cli Lease … goes on'],
    [
      'an error',
      'packages/domain/src/errors/a.ts',
      "const a = { sentence: 'It is not open any more.' } satisfies Row",
      'texts:packages/domain It is not open any more.',
    ],
    ['a mail', 'apps/api/src/mail/notificationMail.ts', "const a = { note: 'You are told by mail' }", 'texts:apps/api You are told by mail'],
    ['a guide', 'docs/guides/renter.md', '# Rent\nThe lease ends by itself.', 'texts:docs/guides/renter.md The lease ends by itself.'],
    ['a message', 'apps/web/messages/en.json', '{\n  "a": "Sign a mandate"\n}', 'texts:apps/web/messages/en.json Sign a mandate'],
  ])('are found in %s', (_what, path, text, expected) => {
    expect(found(path, text)).toEqual([expected])
  })

  it.each([
    ['code of a guide', 'docs/guides/renter.md', 'Run `infinitio book`:\n\n```sh\ninfinitio search # book a node\n```'],
    ['single words', command, "const a = root.command('node')"],
    ['other languages', command, "const a = '本 node 的 book'"],
    ['arguments and options', command, "command.description('rent <node> with --mandate <file>')"],
    ['values of a message', 'apps/web/messages/en.json', '{\n  "a": "Rent {node}, {node, select, none {now} other {later}}"\n}'],
    ['words for the palette', 'apps/web/messages/en.json', '{\n  "words": "rent, book, standing order"\n}'],
    ['tests', 'packages/cli/src/rent/rent.test.ts', "const a = 'book a node'"],
  ])('leave out %s', (_what, path, text) => {
    expect(found(path, text)).toEqual([])
  })
})

describe('the glossary', () => {
  it('retires words, each with its replacement', () => {
    expect(retiredWords('Hand the sealed mandate in: the node goes on by itself')).toEqual([
      'node: write machine',
      'mandate: write signing permission',
      'sealed: write encrypt',
      'by itself: write automatically',
      'goes on: write continue',
    ])
  })

  it('accepts the order book, nodes of a chain, the node key and Node', () => {
    expect(retiredWords('The order book, a chain node, its node key, and Node 24')).toEqual([])
    expect(retiredWords('A booking in the book of a standing order')).toEqual(['booking: write rent, lease or order book', 'standing: write resting'])
  })
})
