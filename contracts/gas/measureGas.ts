import { attestFlows } from './attestFlows.ts'
import { gasFlows } from './gasFlows.ts'

// Prints the gas of every public flow as one line of JSON.
console.log(JSON.stringify({ ...(await gasFlows()), ...(await attestFlows()) }))
