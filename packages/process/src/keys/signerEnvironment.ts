const mayKnow = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR']

/**
 * Returns the environment of a signer program that we start: the variables it needs to run, and those that begin with SIGNER_. It gets none of our other
 * settings, because they contain database passwords.
 */
export function signerEnvironment(): Record<string, string> {
  const known = Object.entries(process.env).filter(([name]) => mayKnow.includes(name) || name.startsWith('SIGNER_'))
  return Object.fromEntries(known.map(([name, value]) => [name, value ?? '']))
}
