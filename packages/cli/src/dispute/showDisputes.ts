import { InfinitioError, refusal } from '@infinitio/sdk'
import { findDispute, readCourt, readDisputeCount } from '@infinitio/sdk/governance'
import { openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { bondText, disputeJson, disputeRows, type Known, knownRows, nextText, subjectText } from './disputeText.ts'
import { openDisputes } from './openDisputes.ts'

/** Prints the newest disputes with their next steps. Throws `api.invalid_field` for a limit outside 1 to 25, and the errors of `findDispute`. */
export async function listDisputes({ limit, ...options }: MoneyOptions & { readonly limit: string }): Promise<void> {
  if (!/^([1-9]|1\d|2[0-5])$/.test(limit)) throw refusal('api.invalid_field', { detail: 'a limit is from 1 to 25' })
  const { access, directory, now } = await openDisputes(options)
  const court = await readCourt(access.client, directory)
  const count = court === null ? 0n : await readDisputeCount(access.client, court)
  const ids = Array.from({ length: Math.min(Number(limit), Number(count)) }, (_, place) => count - BigInt(place))
  const found = await Promise.all(ids.map((id) => findDispute(access, { directory, id })))
  const rows = found.map((one) => [`${one.id}`, one.state, subjectText(one), bondText(one.claim), nextText(one, now)])
  const text = rows.length === 0 ? 'No disputes.' : table([['no', 'state', 'about', 'amount', 'next'], ...rows], { right: [0, 3] })
  printResult({ json: options.json, value: { items: found.map((one) => disputeJson(one, now)) }, text })
}

/** Prints one dispute. Throws `api.not_found`, and `api.invalid_field` for a malformed number. */
export async function showDispute(id: string, options: MoneyOptions): Promise<void> {
  if (!/^[1-9]\d{0,15}$/.test(id)) throw refusal('api.invalid_field', { detail: `${id} is not a number` })
  const { access, directory, now } = await openDisputes(options)
  const dispute = await findDispute(access, { directory, id: BigInt(id) })
  const known = await readKnown(Number(id), options)
  const rows = [...disputeRows(dispute, now), ...(known === null ? [] : knownRows(known))]
  const value = { ...disputeJson(dispute, now), record: known?.record ?? null, evidence: known?.evidence ?? null }
  printResult({ json: options.json, value, text: table(rows, { right: [] }) })
}

/**
 * Reads the facts about a dispute that the market stores and the chain does not: the record of the lease, and the sizes of stored files. Returns null if the
 * market does not answer; the command then shows only the facts from the chain.
 */
async function readKnown(id: number, options: MoneyOptions): Promise<Known | null> {
  try {
    return await openClient(options).getDispute(`${id}`)
  } catch (error) {
    if (error instanceof InfinitioError) return null
    throw error
  }
}
