/** The lease and port that a host name stands for. */
export type PortHost = { label: string; port: number }

/** Where the ports of leases are had: `PORTS_URL` and what follows from it. */
export type PortsAddress = { suffix: string; isSecure: boolean; read(host: string): PortHost | null }

/** A label as the API draws it: 100 random bits, in letters that a host name keeps. */
const hostName = /^(?<port>[1-9]\d{0,4})-(?<label>[a-z2-7]{20})\.(?<suffix>[^:]+)(?::\d{1,5})?$/

/** Reads host names of the form `<port>-<label>.<suffix>`, in whatever case, with whatever port of ours; every other name is null. */
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
