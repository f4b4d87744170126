import { refusal } from '@infinitio/sdk'
import { listProgrammes } from '@infinitio/sdk/emission'
import { type CommonOptions, openClient } from '../context/settings.ts'

/** One incentive programme by its number, with the contracts that take payments. Throws `api.not_found`. */
export async function findProgramme(id: string, options: CommonOptions) {
  const { contracts, items } = await listProgrammes(openClient(options).transport)
  const programme = items.find((one) => `${one.id}` === id)
  if (contracts === null || programme === undefined) throw refusal('api.not_found', { detail: `programme ${id}` })
  return { contracts, programme }
}
