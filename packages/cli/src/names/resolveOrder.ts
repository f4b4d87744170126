import { type Client, refusal } from '@infinitio/sdk'
import { ambiguous } from './oneNamed.ts'

const wholeHash = /^0x[0-9a-f]{64}$/
const fewestDigits = 6
const mostRows = 100

/**
 * Returns the hash of one of the wallet's latest orders from six or more of its digits. Returns other words
 * unchanged. Throws `order.unknown`, `api.ambiguous_name`.
 */
export async function resolveOrder(text: string, signIn: () => Promise<{ readonly client: Client }>): Promise<string> {
  const word = text.trim().toLowerCase()
  if (wholeHash.test(word) || !/^0x[0-9a-f]+$/.test(word) || word.length < fewestDigits + 2) return text
  const { client } = await signIn()
  const { items } = await client.listOrders({ limit: mostRows })
  const found = items
    .filter(({ orderHash }) => orderHash.startsWith(word))
    .map(({ orderHash, kind, state }) => ({ id: orderHash, name: '', about: `${kind}, ${state}` }))
  const [first, ...others] = found
  if (first === undefined) throw refusal('order.unknown', { detail: text })
  if (others.length > 0) throw ambiguous(text, found)
  return first.id
}
