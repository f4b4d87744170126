/** Returns a private key in lower case if the text contains one and nothing else; otherwise null. */
export function parseKey(text: string): `0x${string}` | null {
  const key = text.trim()
  return /^0x[0-9a-fA-F]{64}$/.test(key) ? (key.toLowerCase() as `0x${string}`) : null
}
