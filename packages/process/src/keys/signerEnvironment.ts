const mayKnow = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR']

/**
 * What a signer program that we start may know of our environment: enough to run, and what begins with SIGNER_. Our other settings hold
 * passwords of databases.
 */
export function signerEnvironment(): Record<string, string> {
  const known = Object.entries(process.env).filter(([name]) => mayKnow.includes(name) || name.startsWith('SIGNER_'))
  return Object.fromEntries(known.map(([name, value]) => [name, value ?? '']))
}
