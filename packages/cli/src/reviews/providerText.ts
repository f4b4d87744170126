import type { Client } from '@infinitio/sdk'
import { plain, table, utcText } from '../terminal/texts.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { meanLine } from './meanLine.ts'

type Provider = Awaited<ReturnType<Client['getPublicProvider']>>

const hourSeconds = 3_600

/** Formats the record of a provider: its reputation with the values from which it follows, reliability, faults and reviews. Pure. */
export function providerText({ name, machines, gpus, closedLeases, reputation, reliabilityBps, faults, reviews }: Provider): string {
  const rows = [
    ['name', name === null ? 'not chosen' : plain(name)],
    ['machines', `${machines} with ${gpus} GPUs`],
    ['closed leases', `${closedLeases}`],
    ['reputation', reputation === null ? 'not measured yet' : percentText(reputation.meanBps)],
    ...(reputation === null ? [] : rowsOf(reputation)),
    ['reliability', reliabilityBps === null ? 'not measured yet' : `${percentText(reliabilityBps)}, of its worst tenth of machines`],
    ['faults', `${faults.recent} in 30 days, ${faults.all} in 365 days`],
    ['reviews', meanLine(reviews)],
  ]
  const explained =
    'Reputation is the estimated share of its promises, by value, that the provider fulfils. Each value halves in 90 days. A new provider starts at 25 %.'
  return `${table(rows, { right: [] })}\n${explained}`
}

function rowsOf({ fulfilled, failed, epoch }: NonNullable<Provider['reputation']>): string[][] {
  return [
    ['  fulfilled', `${valueText(fulfilled)}, leases served to their end and GPU time delivered as promised`],
    ['  broken', `${valueText(failed)}, leases that it broke and promised GPU time that it did not deliver`],
    ['  attested for', utcText((epoch + 1) * hourSeconds)],
  ]
}

function valueText(units: string): string {
  return `${writtenPt(BigInt(units), { digits: 2 })} PT`
}

/** Formats basis points as a percentage, rounded down to a tenth, so that nothing looks better than it is. */
function percentText(basisPoints: number): string {
  return `${(Math.floor(basisPoints / 10) / 10).toFixed(1)} %`
}
