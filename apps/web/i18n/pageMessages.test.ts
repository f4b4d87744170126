import { expect, test } from 'vitest'
import en from '#web/messages/en.json'
import namespaces from '#web/i18n/namespaces.json'
import { messagesIn } from '#web/i18n/PageMessages.tsx'

test('sends the named parts of the messages, in their places, and nothing else', () => {
  const all = { units: { pt: 'PT' }, book: { template: { title: 'Template' }, keys: { title: 'Keys' }, title: 'Book' } }
  expect(messagesIn(['units', 'book.template', 'book.keys'], all)).toEqual({
    units: { pt: 'PT' },
    book: { template: { title: 'Template' }, keys: { title: 'Keys' } },
  })
})

test('sends the list of machines at most 30,000 characters of messages, and nothing that does not exist', () => {
  const bytes = (names: readonly string[]) => JSON.stringify(messagesIn(names, en)).length
  // The names of regions and cities are not in the file: other packages have them.
  const names = namespaces.gpus.split(' ').filter((name) => name !== 'regions' && name !== 'cities')
  expect(bytes(names)).toBeLessThan(30_000)
  expect(names.filter((name) => bytes([name]) <= 20)).toEqual([])
})
