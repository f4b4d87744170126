import type { Client } from '@infinitio/sdk'
import { table, utcText } from '../terminal/texts.ts'
import { meanLine } from './meanLine.ts'

type Renter = Awaited<ReturnType<Client['getPublicRenter']>>

/** Formats the record of a renter, from which a provider can decide whether to offer it a machine. Hours are rounded down to a tenth. Pure. */
export function renterText({ since, closedLeases, openLeases, gpuSeconds, providers, cancelledLeases, disputes, reviews }: Renter): string {
  const hours = Number((BigInt(gpuSeconds) * 10n) / 3_600n) / 10
  const rows = [
    ['first lease', since === null ? 'none yet' : utcText(since)],
    ['paid', `${hours.toFixed(1)} GPU-hours in ${closedLeases} closed leases, of ${providers} providers`],
    ['open leases', `${openLeases}`],
    ['cancelled', `${cancelledLeases} before the machine was ready`],
    ['disputes', `${disputes.opened} opened, ${disputes.open} not over, ${disputes.won} won`],
    ['reviews', meanLine(reviews)],
  ]
  return table(rows, { right: [] })
}
