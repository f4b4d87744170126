/** Texts that replace secrets, by field name. */
const substitutes: Readonly<Record<string, string>> = {
  token: 'TOKEN',
  secret: 'whsec_SECRET',
  privateKey: `0x${'0'.repeat(64)}`,
}

/**
 * Replaces the secrets of a test by words that describe them. Also replaces the URLs of the test's servers by example URLs, such as `https://market.example`.
 */
export function withoutSecrets(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, name))
  if (typeof value === 'string') return substitutes[name] !== undefined && !/^(pt|g)$/.test(value) ? substituteOf(name, value) : plainText(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner, key)]))
}

/** Returns the text that replaces a secret. A token keeps its length, because a schema requires it. */
function substituteOf(name: string, value: string): string {
  return name === 'token' ? 'x'.repeat(value.length) : (substitutes[name] ?? value)
}

function plainText(text: string): string {
  return text
    .replaceAll(/https?:\/\/(127\.0\.0\.1|localhost):\d+/g, 'https://market.example')
    .replaceAll(/wss?:\/\/(127\.0\.0\.1|localhost):\d+/g, 'wss://terminal.market.example')
    .replaceAll(/\b127\.0\.0\.1:\d+/g, 'market.example')
    .replaceAll(/infk_\w+/g, 'infk_KEY')
    .replaceAll(/ipt_[\w-]+/g, 'ipt_TOKEN')
}
