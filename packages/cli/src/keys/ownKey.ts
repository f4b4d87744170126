import { type Client, refusal } from '@infinitio/sdk'
import { ambiguous } from '../names/oneNamed.ts'
import { keyAddress } from '../terminal/typedValues.ts'

const firstDigits = /^0x[0-9a-f]{6,39}$/

/**
 * Returns the address of a session key of the wallet, given the whole address or its first digits (at least six). Throws `api.invalid_field` if no key of the
 * wallet begins with these digits, and `api.ambiguous_name` if several do.
 */
export async function ownKey(client: Client, text: string): Promise<string> {
  if (!firstDigits.test(text.toLowerCase())) return keyAddress(text)
  const { items } = await client.listSessionKeys()
  return keyBeginning(text, items)
}

/** Returns the only key that begins with these digits. Throws the same codes as `ownKey`. Pure. */
export function keyBeginning(text: string, keys: readonly { readonly key: string; readonly state: string }[]): string {
  const found = keys.filter(({ key }) => key.startsWith(text.toLowerCase()))
  const [first] = found
  if (first === undefined) throw refusal('api.invalid_field', { detail: `${text}: none of your keys begins so: infinitio keys ls` })
  if (found.length > 1)
    throw ambiguous(
      text,
      found.map(({ key, state }) => ({ id: key, name: '', about: state })),
    )
  return first.key
}
