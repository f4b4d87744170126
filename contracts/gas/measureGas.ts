import { allFlows } from './allFlows.ts'

// Prints the gas of every public flow (a kind of transaction that users or services send) as one line of JSON.
console.log(JSON.stringify(await allFlows()))
