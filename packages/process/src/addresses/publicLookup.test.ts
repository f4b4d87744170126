import { expect, test } from 'vitest'
import { type NameServers, publicResolver } from './publicLookup.ts'

type Found = { readonly four?: readonly string[]; readonly six?: readonly string[] }

/** Looks a name up, as a connection does. */
function find({ four, six }: Found, all: boolean): Promise<unknown> {
  const resolve = (list: readonly string[] | undefined) => (list === undefined ? Promise.reject(new Error('no record')) : Promise.resolve(list))
  const nameServers = { resolve4: () => resolve(four), resolve6: () => resolve(six) } as unknown as NameServers
  return new Promise((done, fail) => {
    publicResolver(nameServers)('example.org', { all }, (error, address, family) => (error === null ? done(family ?? address) : fail(error)))
  })
}

test('a name gets its public addresses of both kinds, and no private one', async () => {
  expect(await find({ four: ['10.0.0.1', '1.1.1.1'], six: ['fd00::1', '2606:4700::1111'] }, true)).toEqual([
    { address: '1.1.1.1', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ])
  expect(await find({ six: ['2606:4700::1111'] }, true)).toEqual([{ address: '2606:4700::1111', family: 6 }])
  expect(await find({ four: ['1.1.1.1'] }, false)).toBe(4)
})

test.each<[string, Found]>([
  ['private addresses only', { four: ['127.0.0.1', '169.254.169.254'], six: ['::1', '::ffff:127.0.0.1'] }],
  ['no address', { four: [], six: [] }],
  ['no answer of its name servers', {}],
])('a name with %s cannot be connected', async (_, found) => {
  await expect(find(found, true)).rejects.toThrow('no public address')
})
