/** The two parts of a port's host name that vary: the random label of the lease, and the port number. */
export type PortHost = { label: string; port: number }

/** The parsed setting `PORTS_URL`. The host name of each port of a lease ends with the host name in that URL (`suffix`). */
export type PortsAddress = { suffix: string; isSecure: boolean; read(host: string): PortHost | null }

/** Matches host names of ports. The API generates the label from 100 random bits in base32, which uses only letters and digits that a host name allows. */
const hostName = /^(?<port>[1-9]\d{0,4})-(?<label>[a-z2-7]{20})\.(?<suffix>[^:]+)(?::\d{1,5})?$/

/** Parses host names of the form `<port>-<label>.<suffix>`, in any letter case and with any port number appended. Returns null for every other name. */
export function portsAddress(portsUrl: string): PortsAddress {
  const { hostname: suffix, protocol } = new URL(portsUrl)
  return {
    suffix,
    isSecure: protocol === 'https:',
    read(host) {
      const parts = hostName.exec(host.toLowerCase())?.groups
      const port = Number(parts?.port)
      return parts?.suffix === suffix && parts.label !== undefined && port <= 65_535 ? { label: parts.label, port } : null
    },
  }
}
