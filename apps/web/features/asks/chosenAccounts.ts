/** The most accounts that one dialog offers a machine to. Each needs a signature of the wallet. */
export const mostAccounts = 10

/**
 * Reads the addresses that a provider typed, separated by spaces, commas or new lines, in lower case and each once. Returns null if one is not an address, if
 * one is the provider's own account, or if there are more than `mostAccounts`. Returns an empty list for an empty text.
 */
export function chosenAccounts(text: string, { own }: { readonly own: string }): string[] | null {
  const parts = [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter((part) => part !== ''),
    ),
  ]
  const isWrong = parts.some((part) => !/^0x[0-9a-f]{40}$/.test(part) || part === own.toLowerCase())
  return isWrong || parts.length > mostAccounts ? null : parts
}
