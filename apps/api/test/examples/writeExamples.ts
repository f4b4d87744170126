// Writes the examples in the API's document, from requests that tests recorded. First run EXAMPLES_FILE=FILE npx vitest run apps/api, then node
// apps/api/test/examples/writeExamples.ts FILE. If no test recorded an operation, its example stays.
import { readFileSync, writeFileSync } from 'node:fs'
import { endpoints } from '../../src/app.ts'
import { examples } from '../../src/document/generated/examples.ts'
import { chooseExamples } from './chooseExamples.ts'
import type { Recorded } from './recordExamples.ts'

const recorded = readFileSync(process.argv[2] ?? '', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Recorded)
const names = new Set(endpoints.map(({ name }) => name))
const kept = Object.entries(examples).filter(([name]) => names.has(name))
const all = Object.entries({ ...Object.fromEntries(kept), ...chooseExamples(endpoints, recorded) }).sort(([one], [other]) => (one < other ? -1 : 1))
const lines = all.map(([name, example]) => `  ${name}: ${JSON.stringify(example)},\n`).join('')
const head = '// Written by apps/api/test/examples/writeExamples.ts from requests of our tests; openApiDocument.test.ts checks them.\n'
writeFileSync(
  new URL('../../src/document/generated/examples.ts', import.meta.url),
  `${head}import type { Example } from '../example.ts'\n\n/** One tested request and answer of each operation, by its name. */\nexport const examples: Readonly<Record<string, Example>> = {\n${lines}}\n`,
)
