import type { Client } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

type Status = Awaited<ReturnType<Client['getStatus']>>

const sentences: Record<Status['status'], string> = {
  ready: 'Everything works.',
  degraded: 'Something is slow or away.',
  down: 'The market does not answer orders.',
}

/** Prints how each part of the market does. */
export async function showStatus(options: CommonOptions): Promise<void> {
  const status = await openClient(options).getStatus()
  const rows = Object.entries(status.parts).map(([part, { state }]) => [part, state])
  printResult({ json: options.json, value: status, text: `${sentences[status.status]}\n${table([['part', 'state'], ...rows], { right: [] })}` })
}
