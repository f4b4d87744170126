/** What tests of other rooms need of a chain. */
export { registerCall, signedItem, signedReady } from './booking.ts'
export { type Attested, type Attestors, type LeaseStatement, startAttestors } from './startAttestors.ts'
export { type FlakyNode, type NodeMood, startFlakyNode } from './startFlakyNode.ts'
export { type SeedMakers, startSeedMakers } from './seedMakers.ts'
export { startTestChain, type TestChain, type TestKey, testKey } from './startTestChain.ts'
export { testAccountFactoryAbi } from '../src/generated/testAccountFactoryAbi.ts'
export { testAccountFactoryBytecode } from '../src/generated/testAccountFactoryBytecode.ts'
export { testContractAccountAbi } from '../src/generated/testContractAccountAbi.ts'
