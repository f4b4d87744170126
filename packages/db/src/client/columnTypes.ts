import { types } from 'pg'

const INT8 = 20
const NUMERIC = 1700

/**
 * Column parsers of this package's pools. They parse int8 and numeric(78,0) to bigint; pg parses all other types. A numeric with a fraction throws,
 * because no column has one.
 */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === INT8 || oid === NUMERIC) return BigInt
    return types.getTypeParser(oid, format as 'text') as (value: string) => unknown
  },
}
