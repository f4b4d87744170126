// Writes src/example/piModule.ts from example/pi.wat. Run it after a change of the text.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assemble } from '../test/assemble.ts'
import { exampleFile, exampleText } from '../test/exampleFile.ts'

const folder = join(import.meta.dirname, '..')
writeFileSync(join(folder, exampleFile.path), exampleText(exampleFile, assemble(readFileSync(join(folder, exampleFile.source), 'utf8'))))
