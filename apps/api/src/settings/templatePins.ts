import { readFileSync, statSync } from 'node:fs'
import { parseTemplatePins, type TemplatePins } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import shipped from './templatePins.json' with { type: 'json' }

/**
 * Returns a function that reads the pinned template images. They come from the operator's file, which is read again after each change. Without such a file,
 * they come from the release. If a changed file is invalid, logs that and uses the last valid content. Throws if the file is missing or invalid at the start.
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
