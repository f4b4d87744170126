import { BlockList, isIP } from 'node:net'
import { z } from 'zod'

/** Returns true if an address is one of our proxies. */
export type TrustedProxies = (address: string) => boolean

/**
 * Setting `TRUSTED_PROXIES`: the networks of our proxies, as CIDR or single addresses, separated by commas. If empty, no proxy is trusted. A network
 * with every address is rejected, because every visitor could then choose its own address.
 */
export const trustedProxies = z
  .string()
  .default('')
  .transform((text, context): TrustedProxies => {
    const list = new BlockList()
    const entries = text.split(',').map((entry) => entry.trim())
    for (const entry of entries.filter((one) => one !== '')) {
      const [address = '', prefixText, ...more] = entry.split('/')
      const family = isIP(address)
      const mostBits = family === 4 ? 32 : 128
      const prefix = prefixText === undefined ? mostBits : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN
      if (family === 0 || more.length > 0 || !(prefix >= 1 && prefix <= mostBits)) {
        const message =
          prefix === 0 ? `${entry} holds every address: name the networks of your own proxies` : `${entry} is no network in CIDR notation`
        context.issues.push({ code: 'custom', message, input: text })
        return z.NEVER
      }
      list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6')
    }
    return (address) => {
      const family = isIP(address)
      return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
    }
  })
