import { join } from 'node:path'
import { openCache, openFetcher, readAllowList, serviceReach } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { progressLine } from '../terminal/print.ts'
import type { ModelSource } from './modelSource.ts'

/** The options of `infinitio serve` for a service that sells bytes in place of answers. */
export type ByteOptions = { readonly files?: readonly string[]; readonly fetch?: string }

const others = ['upstream', 'upstreamKey', 'model', 'scale', 'grant', 'context', 'quantization', 'region', 'cachedPrice', 'cachedPrefix'] as const

/**
 * Opens the files of `--files`, or the pages of the hosts in the list of `--fetch`. Returns null without both options. Throws `api.invalid_field` for an option
 * that belongs to models, `serving.allow_list_invalid` and `serving.part_unknown`.
 */
export async function openByteSource(
  options: ByteOptions & { readonly acceptG: boolean; readonly proven: boolean } & Partial<Readonly<Record<(typeof others)[number], unknown>>>,
  { folder, chainId }: { readonly folder: string; readonly chainId: number },
): Promise<ModelSource | null> {
  const { files, fetch } = options
  if (files === undefined && fetch === undefined) return null
  if (files !== undefined && fetch !== undefined)
    throw refusal('api.invalid_field', { detail: 'one service sells files or pages: leave --files or --fetch out' })
  const other = others.find((name) => options[name] !== undefined) ?? (options.acceptG ? 'acceptG' : options.proven ? 'proven' : undefined)
  if (other !== undefined) throw refusal('api.invalid_field', { detail: `a service that sells bytes has no model, so leave ${other} out` })
  const start = async () => ({ stop: async () => {} })
  const source = { startPrice: 0n, startText: null, start }
  if (fetch !== undefined) {
    const upstream = openFetcher({ allow: readAllowList(fetch), isLocal: serviceReach(chainId) === 'any' })
    return { ...source, kind: 'fetch', model: 'pages', name: `the hosts in ${fetch}`, upstream }
  }
  const progress = progressLine()
  try {
    const cache = await openCache(files ?? [], { index: join(folder, 'index.log'), onFile: (path) => progress.show(`reading ${path}`) })
    const roots = cache.weights.map((root) => `weights ${root}`)
    const name = [`${cache.files} files with ${cache.bytes.toLocaleString('en-US')} bytes`, ...roots].join(', ')
    return { ...source, kind: 'cache', model: 'files', name, upstream: cache.source }
  } finally {
    progress.done()
  }
}
