import { address, type Address, hex32 } from '@infinitio/domain'
import { probersOf, probeReportText } from '@infinitio/domain/probes'
import type { ProbeHourWire } from '@infinitio/domain/wire'
import { networkHours, type ProbeReport } from '@infinitio/economy'
import { type Hex, recoverMessageAddress } from 'viem'
import { getProbeHour } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'

/** A cache of reports about connection tests (probes), by hour. The reports of an hour that is over never change. */
export type KnownProbes = Map<number, readonly ProbeReport[]>

/** The hours to read. `epoch` is the last hour (Unix time divided by 3,600), `members` is the set of validators, and `known` is a cache from earlier calls. */
type ProbesAt = { readonly epoch: bigint; readonly chainId: number; readonly members: readonly Address[]; readonly known: KnownProbes }

/**
 * Reads the reports about connection tests (probes) of the last 24 hours and stores them in the cache. A record counts only if a member of the validator set
 * signed it and had to test that machine in that hour. Throws the errors of the API.
 */
export async function readProbeReports(transport: Transport, { epoch, chainId, members, known }: ProbesAt): Promise<ProbeReport[]> {
  const last = Number(epoch)
  const hours = Array.from({ length: networkHours }, (_, place) => last - place).filter((hour) => hour >= 0)
  for (const hour of known.keys()) if (!hours.includes(hour)) known.delete(hour)
  for (const hour of hours) if (!known.has(hour)) known.set(hour, await signedReports(await getProbeHour(transport, hour), chainId))
  return [...known.values()].flat().flatMap((report) => {
    const { hour, validator } = report
    if (!members.includes(validator)) return []
    return [{ ...report, records: report.records.filter(({ node }) => probersOf({ hour, node, members }).includes(validator)) }]
  })
}

/** Returns only the reports that have a valid signature of their validator. */
async function signedReports({ hour, reports }: ProbeHourWire, chainId: number): Promise<ProbeReport[]> {
  const found: ProbeReport[] = []
  for (const { validator, signature, place, records: rows } of reports) {
    const records = rows.map((row) => ({ ...row, node: hex32(row.node) }))
    const message = probeReportText({ chainId, hour, place, records })
    const signer = await recoverMessageAddress({ message, signature: signature as Hex }).catch(() => null)
    if (signer?.toLowerCase() === validator) found.push({ hour, validator: address(validator), place, records })
  }
  return found
}
