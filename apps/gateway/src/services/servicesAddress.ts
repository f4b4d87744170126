/** The parsed setting `SERVICES_URL`, below which each AI service behind the gateway has its host name. */
export type ServicesAddress = { readonly read: (host: string) => string | null }

const hostName = /^(?<service>0x[0-9a-f]{40})\.(?<suffix>[^:]+)(?::\d{1,5})?$/

/** Parses host names of the form `<service>.<suffix>`, in any letter case and with any port number appended. Returns null for every other name. */
export function servicesAddress(servicesUrl: string): ServicesAddress {
  const { hostname: suffix } = new URL(servicesUrl)
  return {
    read(host) {
      const parts = hostName.exec(host.toLowerCase())?.groups
      return parts?.suffix === suffix ? (parts.service ?? null) : null
    },
  }
}
