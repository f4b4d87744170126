import { types } from 'pg'

const INT8 = 20
const NUMERIC = 1700

/**
 * Column parsers of our pools: int8 and numeric(78,0) become bigint, everything else stays as pg reads it.
 * A numeric with a fraction throws, as no column of ours has one.
 */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === INT8 || oid === NUMERIC) return BigInt
    return types.getTypeParser(oid, format as 'text') as (value: string) => unknown
  },
}
