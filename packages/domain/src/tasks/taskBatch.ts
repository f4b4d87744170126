import { defineStruct, type StructValue } from '../structs/defineStruct.ts'

/** The terms of all tasks of a batch. `TaskPool` stores only their hash, so every call about a task contains the whole batch. */
export type TaskBatch = StructValue<typeof taskBatchStruct>

/** The form of a batch that is hashed. It equals the struct of the TaskPool contract. */
export const taskBatchStruct = /* @__PURE__ */ defineStruct('Batch', {
  salt: { kind: 'bytes32', about: 'Makes two equal batches different.' },
  submitter: 'account',
  adapter: { kind: 'bytes32', about: 'Digest of the adapter that runs and checks the tasks.' },
  inputRoot: { kind: 'bytes32', about: 'SHA-256 of the input of all tasks.' },
  classMask: 'mask',
  refClass: { kind: 'count8', about: 'The class of the mask for which `runSeconds` is stated.' },
  chunks: { kind: 'count16', least: 1, most: 256, about: 'Number of chunks of each task.' },
  count: { kind: 'count32', least: 1, most: 65_536, about: 'Number of tasks.' },
  minVramGib: 'count16',
  minTier: 'count8',
  reward: { kind: 'price', about: 'Reward of each task, in base units of PToken.' },
  verifyShare: { kind: 'price', about: 'Pay for checks of each task, in base units of PToken; unused pay is returned.' },
  tip: { kind: 'price', about: 'Tip for each task in addition to the reward, in base units of PToken.' },
  runSeconds: { kind: 'seconds', about: 'Time of one task on a machine of the reference class, in seconds.' },
  fetchSeconds: { kind: 'count16', least: 60, most: 3_600, about: 'Time for loading the input and the adapter, in seconds.' },
  deadline: 'time',
  storeKey: { kind: 'account', about: 'The key that signs receipts of stored results; zero: that of the Directory.' },
})
