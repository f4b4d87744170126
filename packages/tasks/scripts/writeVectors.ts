// Writes packages/domain/vectors/task*.json: `node packages/tasks/scripts/writeVectors.ts`. This package and the libraries of TaskPool are both compared with
// them.
import { writeFileSync } from 'node:fs'
import { taskVectors } from '../test/taskVectors.ts'

for (const [name, vectors] of Object.entries(taskVectors())) {
  const text = JSON.stringify(vectors, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 1)
  writeFileSync(new URL(`../../domain/vectors/${name}.json`, import.meta.url), `${text}\n`)
}
