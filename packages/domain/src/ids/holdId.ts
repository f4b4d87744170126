import { assert } from '../assert.ts'

/** Id of a hold: a lower-case UUID drawn by the API. */
export type HoldId = string & { readonly __id: 'HoldId' }

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Brands a lower-case UUID as HoldId. Asserts the shape. */
export function holdId(text: string): HoldId {
  assert(pattern.test(text), 'a hold id is a lower-case UUID')
  return text as HoldId
}
