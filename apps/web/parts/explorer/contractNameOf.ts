type Addresses = Readonly<Record<string, string | null>>

/**
 * Returns the name of a contract of this market, such as `Governor`, from the lists of its addresses by name. Returns null for another account,
 * and while the lists load.
 */
export function contractNameOf(account: string, lists: readonly (Addresses | null | undefined)[]): string | null {
  const own = account.toLowerCase()
  const key = lists.flatMap((list) => Object.entries(list ?? {})).find(([, address]) => address?.toLowerCase() === own)?.[0]
  if (key === undefined) return null
  return key === 'ptoken' ? 'PToken' : `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`
}
