import type { Hex32 } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'

/** An adapter whose jobs name a fingerprint, such as that of a model. */
type Fingerprinted = { readonly name: string; fingerprints?(): Promise<readonly Hex32[]> }

const everyMs = 60_000
const most = 32

/**
 * Measures the fingerprints of this machine's Blender and models, once a minute, and calls `note` with all of them. An adapter that fails has none until it
 * works again. Returns the function that stops.
 */
export function followFingerprints(
  adapters: readonly Fingerprinted[],
  { note, logger }: { readonly note: (fingerprints: readonly Hex32[]) => void; readonly logger: Pick<Logger, 'info'> },
): () => void {
  let isBusy = false
  const told = new Map<string, string>()

  async function of(adapter: Fingerprinted): Promise<readonly Hex32[]> {
    try {
      return (await adapter.fingerprints?.()) ?? []
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (told.get(adapter.name) !== reason) logger.info({ adapter: adapter.name, reason }, 'this machine has no fingerprint for jobs')
      told.set(adapter.name, reason)
      return []
    }
  }

  async function look(): Promise<void> {
    if (isBusy) return
    isBusy = true
    const found = await Promise.all(adapters.filter(({ fingerprints }) => fingerprints !== undefined).map(of))
    isBusy = false
    note([...new Set(found.flat())].slice(0, most))
  }

  void look()
  const timer = setInterval(() => void look(), everyMs)
  return () => clearInterval(timer)
}
