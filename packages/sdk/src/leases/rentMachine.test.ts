import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { createClient } from '../createClient.ts'
import type { RentRequest } from './rentMachine.ts'

const signer = privateKeyToAccount(`0x${'1'.repeat(64)}`)

test.each([
  ['no highest price', {}],
  ['a highest price as a number', { maxPrice: 1.5 }],
  ['a highest price that is no amount', { maxPrice: 'cheap' }],
])('refuses a request with %s before it sends anything', async (_, price) => {
  const client = createClient({
    baseUrl: 'http://market.example',
    fetch: () => {
      throw new Error('nothing may be sent')
    },
  })
  const request = { signer, gpu: 'cpu', hours: 1, ...price } as unknown as RentRequest
  await expect(client.rent(request)).rejects.toMatchObject({
    name: 'InfinitioError',
    code: 'api.invalid_field',
    detail: expect.stringContaining('maxPrice'),
  })
})
