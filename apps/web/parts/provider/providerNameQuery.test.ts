import type { Transport } from '@infinitio/sdk'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { providerNameQuery } from '#web/parts/provider/useProviderName.ts'

const accountOf = (number: number) => `0x${number.toString(16).padStart(40, '0')}`

function recorded(): { readonly api: Transport; readonly sent: string[][] } {
  const sent: string[][] = []
  const send = async ({ query }: { query: { accounts: string } }) => {
    const accounts = query.accounts.split(',')
    sent.push(accounts)
    return { items: accounts.filter((account) => account !== accountOf(0)).map((account) => ({ account, name: 'Fjord', bonded: '1', since: 1 })) }
  }
  return { api: { send } as unknown as Transport, sent }
}

test('asks once for all providers of a page, and once more for each further 50', async () => {
  const { api, sent } = recorded()
  const client = new QueryClient()
  const accounts = Array.from({ length: 60 }, (_, number) => accountOf(number))
  const found = await Promise.all([...accounts, accountOf(7)].map((account) => client.fetchQuery(providerNameQuery(api, account))))
  expect(sent.map((each) => each.length)).toEqual([50, 10])
  expect(found[0]).toBeNull()
  expect(found.slice(1, 60).map((provider) => provider?.account)).toEqual(accounts.slice(1))
})

test('asks again after a failed request', async () => {
  const { api, sent } = recorded()
  const failing = { send: () => Promise.reject(new Error('away')) } as unknown as Transport
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  await expect(client.fetchQuery(providerNameQuery(failing, accountOf(1)))).rejects.toThrow('away')
  await expect(client.fetchQuery(providerNameQuery(api, accountOf(1)))).resolves.toMatchObject({ name: 'Fjord' })
  expect(sent).toEqual([[accountOf(1)]])
})
