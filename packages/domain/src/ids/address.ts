import { assert } from '../assertNever.ts'

/** The address of an account or contract: 0x and 40 lower-case hex digits. */
export type Address = `0x${string}` & { readonly __id: 'Address' }

const pattern = /^0x[0-9a-f]{40}$/

/** Returns true if the text is 0x and 40 lower-case hex digits. */
export function isAddress(text: string): text is Address {
  return pattern.test(text)
}

/** Returns 20 bytes of lower-case hex as the branded type `Address`. Asserts the shape; for input from people use `parseAddress`. */
export function address(text: string): Address {
  assert(isAddress(text), 'an address is 0x and 40 lower-case hex digits')
  return text
}

/**
 * The zero address. In the field `privateRenter` of an ask it means that anyone may rent. In the field `executor` of an order it means that anyone may settle
 * it.
 */
export const zeroAddress: Address = address(`0x${'0'.repeat(40)}`)
