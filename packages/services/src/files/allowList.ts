/** The hosts whose pages a fetch service loads. `below` are names of which every name below them is allowed, and not they themselves. */
export type AllowList = { readonly hosts: ReadonlySet<string>; readonly below: readonly string[] }

const hostName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/**
 * Parses the list of hosts of a fetch service: one host in each line, such as `pypi.org`, or `*.pythonhosted.org` for all names below one. `#` begins a comment.
 * Addresses are wrong lines. `localhost` has an effect on development chains only. One wrong line makes the whole list wrong, and so does a list without a host.
 */
export function parseAllowList(text: string): AllowList | { readonly wrong: string } {
  const hosts = new Set<string>()
  const below: string[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const word = (line.split('#')[0] ?? '').trim().toLowerCase()
    const name = word.replace(/^\*\./, '')
    if (word === '') continue
    if (!hostName.test(name) && word !== 'localhost') return { wrong: `line ${index + 1} is no host such as pypi.org or *.pythonhosted.org` }
    if (name === word) hosts.add(name)
    else below.push(`.${name}`)
  }
  if (hosts.size + below.length === 0) return { wrong: 'the file names no host' }
  return { hosts, below }
}

/** Returns true if a list has the host of a URL. Names with a dot at their end count as the same name. */
export function allowsHost({ hosts, below }: AllowList, { hostname }: Pick<URL, 'hostname'>): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '')
  return hosts.has(name) || below.some((end) => name.endsWith(end) && name.length > end.length)
}
