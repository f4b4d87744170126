/** Returns the encodings that an `Accept-Encoding` header names and does not refuse by `q=0`. Pure. */
export function acceptedEncodings(header: string): ReadonlySet<string> {
  const named = header.split(',').map((part) => part.split(';').map((text) => text.trim().toLowerCase()))
  return new Set(named.filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? '')).map(([name]) => name ?? ''))
}
