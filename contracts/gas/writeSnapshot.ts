import { writeFileSync } from 'node:fs'
import { allFlows } from './allFlows.ts'
import { snapshotFile } from './snapshotFile.ts'

// Writes gas/snapshot.json. Run it after a change of a contract and review the differences.
const flows = Object.entries(await allFlows()).sort(([one], [other]) => (one < other ? -1 : 1))
writeFileSync(snapshotFile, `${JSON.stringify(Object.fromEntries(flows), null, 2)}\n`)
console.log(`Wrote the gas of ${flows.length} flows`)
