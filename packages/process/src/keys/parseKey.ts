/** A private key in a text that holds nothing else, in lower case; null when the text is something else. */
export function parseKey(text: string): `0x${string}` | null {
  const key = text.trim()
  return /^0x[0-9a-fA-F]{64}$/.test(key) ? (key.toLowerCase() as `0x${string}`) : null
}
