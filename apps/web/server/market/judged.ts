import type { MarketAsk, MarketNode } from './marketNode.ts'

/** A node that can be booked for what was asked. */
export type Candidate = { readonly node: MarketNode; readonly offer: MarketAsk; readonly free: number; readonly total: bigint }

/** One way to narrow a search; facets count with all the others applied. */
export type Dimension = 'class' | 'region' | 'vram' | 'gpus' | 'price' | 'simulated' | 'words'

/** A candidate and the dimensions it fails. */
export type Judged = Candidate & { readonly fails: readonly Dimension[] }
