/** Returns true if the policy of this page allows requests to a URL: its origin is in the list, or fits `https://*.host`. */
export function mayCall(url: string, origins: readonly string[]): boolean {
  const parsed = URL.parse(url)
  if (parsed === null) return false
  return origins.some((origin) =>
    origin.startsWith('https://*.')
      ? parsed.protocol === 'https:' && parsed.host.endsWith(origin.slice('https://*'.length))
      : parsed.origin === origin,
  )
}
