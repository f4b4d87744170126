/**
 * Returns the network of an address, which counts as one site: the first 24 bits of an IPv4 address, or the first 32 bits of an IPv6 address. A smaller IPv6
 * network, such as a /48, does not count as a site, because anybody can get one for free.
 */
export function networkOf(remoteAddress = ''): string {
  const source = sourceOf(remoteAddress)
  return source.includes(':') ? source.split(':').slice(0, 2).join(':') : source.split('.').slice(0, 3).join('.')
}

/** Returns the source of a connection: its IPv4 address, or the first 64 bits of its IPv6 address. */
export function sourceOf(remoteAddress = ''): string {
  const [bare = ''] = remoteAddress.split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped !== undefined || !bare.includes(':')) return mapped ?? bare
  const [before = '', after] = bare.split('::')
  const groups = before === '' ? [] : before.split(':')
  const rest = after === undefined || after === '' ? 0 : after.split(':').length
  const zeros = after === undefined ? 0 : 8 - groups.length - rest
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...(after ?? '').split(':')]
  return all.slice(0, 4).join(':')
}

/**
 * Returns the group of senders to which an address belongs: its IPv4 address, or the first 32 bits of its IPv6 address. All addresses of a group share the
 * limits of one sender, because one sender can get 65,536 networks of 64 bits without paying.
 */
export function senderGroupOf(remoteAddress = ''): string {
  const source = sourceOf(remoteAddress)
  return source.includes(':') ? networkOf(remoteAddress) : source
}
