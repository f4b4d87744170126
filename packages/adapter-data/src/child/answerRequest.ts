import { checkJob } from '../engine/checkJob.ts'
import { combineParts } from '../engine/combineParts.ts'
import { mapChunks } from '../engine/mapChunks.ts'
import { openEngine } from '../engine/openEngine.ts'
import { writeSales } from '../engine/writeSales.ts'
import type { ChildReply, ChildRequest } from './messages.ts'

/**
 * The arguments of `answerRequest`: the request, the function that sends replies, and a function that receives a `stop` function. Calling `stop` ends all
 * queries.
 */
export type Answering = {
  readonly request: ChildRequest
  readonly reply: (reply: ChildReply) => Promise<void>
  readonly onStart: (stop: () => void) => void
}

/** Answers a request in a new DuckDB instance. Throws an AdapterError, or DuckDB's error. */
export async function answerRequest({ request, reply, onStart }: Answering): Promise<void> {
  if (request.kind === 'sales') return writeSales(request.sales)
  const engine = await openEngine(pathsOf(request))
  onStart(engine.stop)
  await reply({ kind: 'running' })
  if (request.kind === 'map') await mapChunks({ engine, run: request.run, found: (chunk, bytes) => reply({ kind: 'output', chunk, bytes }) })
  else if (request.kind === 'check') await reply({ kind: 'facts', facts: await checkJob({ engine, draft: request.draft }) })
  else await reply({ kind: 'output', chunk: 0, bytes: await combineParts({ engine, input: request.input, outputs: request.outputs }) })
}

function pathsOf(request: Exclude<ChildRequest, { kind: 'sales' }>): string[] {
  if (request.kind === 'map') return Object.values(request.run.paths)
  return request.kind === 'check' ? Object.values(request.draft.paths) : []
}
