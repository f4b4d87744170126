import { z } from 'zod'

const gatewayForm = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5}):(\d{1,5})$/
const mostOthers = 7
const port = z.int().min(1).max(65_535)

/** The additional gateways in a setting: `host:sshPort:tunnelPort`, separated by commas. An IPv6 address is in brackets. */
export const otherGateways = z
  .string()
  .transform((text) => text.split(',').filter((gateway) => gateway !== ''))
  .pipe(z.array(z.string().regex(gatewayForm)).max(mostOthers))
  .transform((gateways) =>
    gateways.map((gateway) => {
      const [, bracketed, plain, sshPort, tunnelPort] = gatewayForm.exec(gateway) ?? []
      return { sshHost: bracketed ?? plain ?? '', sshPort: Number(sshPort), tunnelPort: Number(tunnelPort) }
    }),
  )
  .pipe(z.array(z.object({ sshHost: z.string(), sshPort: port, tunnelPort: port })))
