export { type AlgorithmDraft, algorithmAdapter, isAlgorithmInstalled, prepareAlgorithm } from './adapter/algorithmAdapter.ts'
export { type AlgorithmInput, algorithmInputText } from './input/algorithmInput.ts'
export type { AlgorithmFacts } from './input/planAlgorithm.ts'
export { piModule } from './example/piModule.ts'
