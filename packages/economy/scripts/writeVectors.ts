// Writes packages/domain/vectors/emission.json: `node packages/economy/scripts/writeVectors.ts`. The Solidity tests hold `EmissionMath` and the
// library under it to these integers: two programs that share no line. What they should be within their rounding, `src/*.test.ts` say.
import { writeFileSync } from 'node:fs'
import { emissionVectors } from '../test/emissionVectors.ts'

const text = JSON.stringify(emissionVectors(), (_, value) => (typeof value === 'bigint' ? value.toString() : value), 1)
writeFileSync(new URL('../../domain/vectors/emission.json', import.meta.url), `${text}\n`)
