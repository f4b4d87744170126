import { readCheckersOfDay, readValidatorSet, type ReadValidatorSet } from '@infinitio/chain'
import {
  type Address,
  address,
  checkLimits,
  type CheckReport,
  checkReportText,
  checkSlotAt,
  checkTimesText,
  hex32,
  type ServiceId,
  serviceId,
  type TimedAnswer,
} from '@infinitio/domain'
import type { CheckSlotWire } from '@infinitio/domain/wire'
import {
  type CheckedStanding,
  type CheckResult,
  judgeAnswers,
  type OwnedAnswer,
  qualityOf,
  type ServiceQuality,
  standingOf,
  type TimedResult,
} from '@infinitio/services'
import { type Client, type Hex, recoverMessageAddress } from 'viem'
import { getBlock } from 'viem/actions'
import { getCheckSlot } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'

/** A service as its terms describe it. `site` is the host from which the service answers. */
export type Offered = Omit<OwnedAnswer, 'head'> & { readonly model: string }

/** The market of a book: its API, a connection to its chain, and the contracts that have the validator set and its random seeds. */
export type CheckBookOptions = {
  readonly transport: Transport
  readonly client: Client
  readonly chainId: number
  readonly directory: Address
  readonly attestations: Address
}

/** The standing of a service by its answers, with its speed and its share of answered questions. */
export type CheckedService = CheckedStanding & { readonly quality: ServiceQuality }

/** Calculates the standings of AI services from the reports of validators. */
export type CheckBook = {
  /**
   * Reads the reports of the last twenty checks, and returns the standing and the quality of each service in `offered`. The API is not trusted: a report counts only if a
   * validator that was selected at random for the check signed it, and the answers in it are judged again here. Throws the errors of the API and of the chain.
   */
  readonly read: (offered: readonly Offered[]) => Promise<ReadonlyMap<ServiceId, CheckedService>>
}

/** A report about one check, with the validator that signed it. `times` is empty for a report without signed speeds. */
export type SignedCheck = CheckReport & { readonly validator: Address; readonly times: readonly TimedAnswer[] }

/** Opens a book. It stores the reports of checks that are over, because these never change. */
export function openCheckBook({ transport, client, chainId, directory, attestations }: CheckBookOptions): CheckBook {
  const stored = new Map<number, readonly SignedCheck[]>()
  const newest = new Map<number, { readonly text: string; readonly reports: readonly SignedCheck[] }>()
  let set: ReadValidatorSet | null = null
  return {
    async read(offered) {
      const { timestamp } = await getBlock(client, { blockTag: 'latest' })
      const slot = checkSlotAt(Number(timestamp), chainId)
      set = await readValidatorSet(client, attestations, { known: set })
      const reports = await readReports(slot)
      if (set === null) return new Map()
      const standings = new Map<ServiceId, CheckedService>()
      for (const [model, services] of Map.groupBy(offered, (one) => one.model)) {
        const checkers = await readCheckersOfDay(client, { directory, chainId, set, slot, model })
        const own = reports.filter((report) => report.model === model)
        const results = resultsOf(own, services)
        for (const { service } of services) {
          const quality = qualityOf(timedResultsOf(own, service), { slot, checkers })
          standings.set(service, { ...standingOf(results.get(service) ?? [], { slot, checkers }), quality })
        }
      }
      return standings
    },
  }

  async function readReports(slot: number): Promise<SignedCheck[]> {
    const slots = Array.from({ length: checkLimits.perDay }, (_, back) => slot - back).filter((one) => one >= 0)
    for (const known of stored.keys()) if (!slots.includes(known)) stored.delete(known)
    for (const known of newest.keys()) if (!slots.includes(known) || stored.has(known)) newest.delete(known)
    const found: SignedCheck[] = []
    for (const one of slots) {
      const reports = stored.get(one) ?? (await readSlot(one))
      // Validators may still report the check before the present one.
      if (one < slot - 1) stored.set(one, reports)
      found.push(...reports)
    }
    return found
  }

  /** Reads the reports of a check that is not over. If the API answers the same as at the last read, does not verify the signatures again, which takes most of the time. */
  async function readSlot(slot: number): Promise<readonly SignedCheck[]> {
    const answer = await getCheckSlot(transport, slot)
    const text = JSON.stringify(answer)
    const known = newest.get(slot)
    if (known?.text === text) return known.reports
    const reports = await signedReports(answer, { chainId, directory })
    newest.set(slot, { text, reports })
    return reports
  }
}

/** Returns only the reports that have a valid signature of their validator. Speeds without a valid signature are left out. */
export async function signedReports(
  { slot, reports }: CheckSlotWire,
  market: Pick<CheckBookOptions, 'chainId' | 'directory'>,
): Promise<SignedCheck[]> {
  const found: SignedCheck[] = []
  for (const { validator, model, signature, timesSignature, answers } of reports) {
    const read = answers.map(({ service, heads }) => ({
      service: serviceId(service),
      heads: heads.map((head) => (head === null ? null : hex32(head))),
    }))
    if ((await signerOf(checkReportText({ ...market, slot, model, answers: read }), signature)) !== validator) continue
    const times = answers.map(({ service, times: own }) => ({ service: serviceId(service), times: own ?? [] }))
    const timed = timesSignature == null ? null : await signerOf(checkTimesText({ ...market, slot, model, times }), timesSignature)
    found.push({ slot, model, validator: address(validator), answers: read, times: timed === validator ? times : [] })
  }
  return found
}

async function signerOf(message: string, signature: string): Promise<string | null> {
  const signer = await recoverMessageAddress({ message, signature: signature as Hex }).catch(() => null)
  return signer?.toLowerCase() ?? null
}

/** Returns the answers of a service in reports about its model, with their speeds. A service that a report does not name has no result in it. */
export function timedResultsOf(reports: readonly SignedCheck[], service: ServiceId): TimedResult[] {
  return reports.flatMap(({ slot, validator, answers, times }) => {
    const own = answers.find((answer) => answer.service === service)
    const speeds = times.find((one) => one.service === service)?.times ?? []
    return (own?.heads ?? []).map((head, question) => ({
      ...{ slot, validator, question, hasAnswered: head !== null },
      isHeard: answers.some(({ heads }) => (heads[question] ?? null) !== null),
      time: speeds[question] ?? null,
    }))
  })
}

/**
 * Returns the judged answers of each of these services. Each question of a report is judged by `judgeAnswers`, which compares the answers of different owners.
 */
export function resultsOf(reports: readonly SignedCheck[], services: readonly Offered[]): ReadonlyMap<ServiceId, CheckResult[]> {
  const owners = new Map(services.map((one) => [one.service, one]))
  const results = new Map<ServiceId, CheckResult[]>(services.map(({ service }) => [service, []]))
  for (const { slot, validator, answers } of reports)
    for (let question = 0; question < checkLimits.questions; question += 1) {
      const asked = answers.flatMap(({ service, heads }) => {
        const owner = owners.get(service)
        return owner === undefined ? [] : [{ service, payee: owner.payee, site: owner.site, head: heads[question] ?? null }]
      })
      for (const [service, outcome] of judgeAnswers(asked)) results.get(service)?.push({ slot, validator, question, outcome })
    }
  return results
}
