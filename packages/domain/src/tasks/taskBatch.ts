import { defineStruct, type StructValue } from '../structs/defineStruct.ts'

/** The terms of all tasks of a batch. `TaskPool` stores only their hash, so every call about a task contains the whole batch. */
export type TaskBatch = StructValue<typeof taskBatchStruct>

/** The form of a batch that is hashed. It equals the struct of the TaskPool contract. */
export const taskBatchStruct = /* @__PURE__ */ defineStruct('Batch', {
  salt: { kind: 'bytes32', about: 'Makes two equal batches different.' },
  submitter: 'account',
  adapter: { kind: 'bytes32', about: 'Digest of the adapter that runs and checks the tasks.' },
  inputRoot: { kind: 'bytes32', about: 'The input of all tasks.' },
  classMask: 'mask',
  refClass: { kind: 'count8', about: 'The class of the mask for which the run time holds.' },
  chunks: { kind: 'count16', least: 1, most: 256, about: 'Chunks of each task.' },
  count: { kind: 'count32', least: 1, most: 65_536, about: 'Tasks.' },
  minVramGib: 'count16',
  minTier: 'count8',
  reward: { kind: 'price', about: 'For each task, in base units of PToken.' },
  verifyShare: { kind: 'price', about: 'For those who run parts of a task again; what they do not get comes back.' },
  tip: { kind: 'price', about: 'For each task, besides the reward.' },
  runSeconds: { kind: 'seconds', about: 'On a node of the reference class.' },
  fetchSeconds: { kind: 'count16', least: 60, most: 3_600, about: 'To fetch inputs and adapter.' },
  deadline: 'time',
  storeKey: { kind: 'account', about: 'The key that signs receipts of stored results; zero: that of the Directory.' },
})
