/** IPv4 networks outside the public internet: special ranges of IANA's registry, and one public address that a cloud uses internally. */
export const closedRanges4 = [
  '0.0.0.0/8', // this network, and on Linux this host
  '10.0.0.0/8', // private
  '100.64.0.0/10', // a carrier's, Tailscale's, Alibaba's metadata
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure's host
  '169.254.0.0/16', // link-local, and the metadata of most clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocols, and Oracle's metadata
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // relays into IPv6
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast, and this project's uplinks between machine and guards
] as const

/** The only public IPv6 addresses. Metadata, private, link-local, multicast and translated (64:ff9b::/96) addresses lie outside this range. */
export const publicRange6 = '2000::/3'

/** Parts of `publicRange6` that are not public. Addresses in the first and third range contain an IPv4 address, which may be private. */
export const closedRanges6 = [
  '2001::/23', // protocols: Teredo, benchmarks, identifiers
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '3fff::/20', // documentation
] as const
