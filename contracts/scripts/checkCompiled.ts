import { isCompiledToday } from './renderCompiled.ts'

// For `npm run check`: fails if the checked-in code was not compiled from the current sources.
if (!(await isCompiledToday())) {
  console.error('contracts/compiled.json is stale: run node contracts/scripts/generate.ts')
  process.exitCode = 1
}
