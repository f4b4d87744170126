import { allFlows } from './allFlows.ts'

// Prints the gas of every public flow as one line of JSON.
console.log(JSON.stringify(await allFlows()))
