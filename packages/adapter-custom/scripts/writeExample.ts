// Writes src/example/primesModule.ts from example/primes.wat. Run it after a change of the text.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assemble, exampleText } from '@infinitio/adapter-algorithm/test'
import { exampleFile } from '../test/exampleFile.ts'

const folder = join(import.meta.dirname, '..')
writeFileSync(join(folder, exampleFile.path), exampleText(exampleFile, assemble(readFileSync(join(folder, exampleFile.source), 'utf8'))))
