import { readCheckersOfDay, readValidatorSet, type ReadValidatorSet } from '@infinitio/chain'
import {
  type Address,
  address,
  checkLimits,
  type CheckReport,
  checkReportText,
  checkSlotAt,
  hex32,
  type ServiceId,
  serviceId,
} from '@infinitio/domain'
import type { CheckSlotWire } from '@infinitio/domain/wire'
import { type CheckedStanding, type CheckResult, judgeAnswers, type OwnedAnswer, standingOf } from '@infinitio/services'
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

/** Calculates the standings of AI services from the reports of validators. */
export type CheckBook = {
  /**
   * Reads the reports of the last twenty checks, and returns the standing of each service in `offered`. The API is not trusted: a report counts only if a
   * validator that was selected at random for the check signed it, and the answers in it are judged again here. Throws the errors of the API and of the chain.
   */
  readonly read: (offered: readonly Offered[]) => Promise<ReadonlyMap<ServiceId, CheckedStanding>>
}

/** A report about one check, with the validator that signed it. */
export type SignedCheck = CheckReport & { readonly validator: Address }

/** Opens a book. It stores the reports of checks that are over, because these never change. */
export function openCheckBook({ transport, client, chainId, directory, attestations }: CheckBookOptions): CheckBook {
  const stored = new Map<number, readonly SignedCheck[]>()
  let set: ReadValidatorSet | null = null
  return {
    async read(offered) {
      const { timestamp } = await getBlock(client, { blockTag: 'latest' })
      const slot = checkSlotAt(Number(timestamp), chainId)
      set = await readValidatorSet(client, attestations, { known: set })
      const reports = await readReports(slot)
      if (set === null) return new Map()
      const standings = new Map<ServiceId, CheckedStanding>()
      for (const [model, services] of Map.groupBy(offered, (one) => one.model)) {
        const checkers = await readCheckersOfDay(client, { directory, chainId, set, slot, model })
        const results = resultsOf(
          reports.filter((report) => report.model === model),
          services,
        )
        for (const { service } of services) standings.set(service, standingOf(results.get(service) ?? [], { slot, checkers }))
      }
      return standings
    },
  }

  async function readReports(slot: number): Promise<SignedCheck[]> {
    const slots = Array.from({ length: checkLimits.perDay }, (_, back) => slot - back).filter((one) => one >= 0)
    for (const known of stored.keys()) if (!slots.includes(known)) stored.delete(known)
    const found: SignedCheck[] = []
    for (const one of slots) {
      const reports = stored.get(one) ?? (await signedReports(await getCheckSlot(transport, one), { chainId, directory }))
      // Validators may still report the check before the present one.
      if (one < slot - 1) stored.set(one, reports)
      found.push(...reports)
    }
    return found
  }
}

/** Returns only the reports that have a valid signature of their validator. */
export async function signedReports(
  { slot, reports }: CheckSlotWire,
  market: Pick<CheckBookOptions, 'chainId' | 'directory'>,
): Promise<SignedCheck[]> {
  const found: SignedCheck[] = []
  for (const { validator, model, signature, answers } of reports) {
    const read = answers.map(({ service, heads }) => ({
      service: serviceId(service),
      heads: heads.map((head) => (head === null ? null : hex32(head))),
    }))
    const message = checkReportText({ ...market, slot, model, answers: read })
    const signer = await recoverMessageAddress({ message, signature: signature as Hex }).catch(() => null)
    if (signer?.toLowerCase() === validator) found.push({ slot, model, validator: address(validator), answers: read })
  }
  return found
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
