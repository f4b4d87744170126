import { allFlows } from './allFlows.ts'

// Prints the gas of the public flows (kinds of transactions that users or services send) as one line of JSON.
console.log(JSON.stringify(await allFlows()))
