import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { program } from '../program.ts'
import { chooseFields, listNames, withFields } from './chosenFields.ts'

const page = {
  items: [
    { leaseId: '1', state: 'open', ask: { price: '5' } },
    { leaseId: '2', state: 'done', ask: null, note: 'x' },
  ],
  nextCursor: '2',
}

describe('--fields', () => {
  test('keeps the chosen fields of each item, and what is beside the list', () => {
    expect(withFields(page, ['leaseId', 'ask.price'])).toEqual({
      items: [
        { leaseId: '1', 'ask.price': '5' },
        { leaseId: '2', 'ask.price': null },
      ],
      nextCursor: '2',
    })
    expect(withFields(page.items, ['note'])).toEqual([{ note: null }, { note: 'x' }])
    expect(withFields({ items: [] }, ['anything'])).toEqual({ items: [] })
  })

  test('refuses a field that no item has, and names those that exist', () => {
    expect(() => withFields(page, ['leaseID'])).toThrow(
      expect.objectContaining({ code: 'api.invalid_field', detail: '--fields leaseID: leaseId, state, ask, note' }),
    )
    for (const inherited of ['constructor', '__proto__', 'toString']) expect(() => withFields(page, [inherited]), inherited).toThrow()
  })

  test('prints JSON, and refuses a text that is not a list of names', () => {
    const parse = (fields: string) => {
      const command = new Command().option('--json', 'print JSON', false).option('--fields <names>').parse(['--fields', fields], { from: 'user' })
      chooseFields(command)
      return command.opts<{ json: unknown }>().json
    }
    expect(parse('leaseId, ask.price')).toEqual(['leaseId', 'ask.price'])
    for (const wrong of ['', 'a,', 'a b', 'a..b', '[0]']) expect(() => parse(wrong), wrong).toThrow()
  })

  test('is an option of each list command', () => {
    const root = program()
    for (const path of Object.keys(listNames)) {
      const found = path.split(' ').reduce<Command | undefined>((at, word) => at?.commands.find((one) => one.name() === word), root)
      expect(
        found?.options.some(({ long }) => long === '--fields'),
        path,
      ).toBe(true)
    }
  })
})
