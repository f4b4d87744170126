/** `npm test` sets it, and then sources that `generate.ts` compiled are not compiled again, see reuseCompiled.ts. */
export const isReusing = process.env.CONTRACTS_REUSE === '1'

/** The folders that Hardhat writes, below contracts. Artifacts of checked-in code have their own: they lack sizes and layouts. */
export const hardhatFolders = isReusing
  ? { artifacts: 'cache/reused/artifacts', cache: 'cache/reused/cache' }
  : { artifacts: 'artifacts', cache: 'cache' }
