import { readFileSync } from 'node:fs'
import { parseTemplatePins, type TemplatePins } from '@infinitio/domain'
import shipped from './templatePins.json' with { type: 'json' }

/** The pins of template images: of a file of the operator, or those that the release ships. Throws when the file is missing or not a file of pins. */
export function readTemplatePins(file: string | undefined): TemplatePins {
  return parseTemplatePins(file === undefined ? shipped : JSON.parse(readFileSync(file, 'utf8')))
}
