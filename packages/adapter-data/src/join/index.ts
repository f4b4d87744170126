/** How the input of a job is written and how its outputs are joined without DuckDB. Runs in browsers too. */
export { type DataInput, dataInputText, parseDataInput } from '../input/dataInput.ts'
export { rowsCsv } from '../rows/showRows.ts'
export { isPlainCombine, joinRows, plainCombine } from './joinRows.ts'
