import { readFileSync, statSync } from 'node:fs'
import { parseTemplatePins, type TemplatePins } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import shipped from './templatePins.json' with { type: 'json' }

/**
 * Reads the pins of template images: of a file of the operator, again whenever it was written, or those that the release ships. A file that is no longer good
 * is logged, and its last good content stays. Throws at once when it is missing or not good at the start.
 */
export function createTemplatePins(file: string | undefined, logger: Logger): () => TemplatePins {
  if (file === undefined) {
    const pins = parseTemplatePins(shipped)
    return () => pins
  }
  let readAt = statSync(file).mtimeMs
  let pins = parseTemplatePins(JSON.parse(readFileSync(file, 'utf8')))
  return () => {
    try {
      const { mtimeMs } = statSync(file)
      if (mtimeMs === readAt) return pins
      readAt = mtimeMs
      pins = parseTemplatePins(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      logger.warn({ err: error, file }, 'the file of template pins is not good: its last content stays')
    }
    return pins
  }
}
