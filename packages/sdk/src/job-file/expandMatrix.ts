/** The values of each key of a matrix. */
export type Matrix = Readonly<Record<string, readonly (string | number)[]>>

/** One combination of the values of a matrix. */
export type MatrixRow = Readonly<Record<string, string | number>>

const mostNameLetters = 40
const wordOf = (value: string | number) => String(value).replace(/[^A-Za-z0-9_-]/g, '_')

/**
 * Returns each combination of the values of a matrix, with a name for its task. The name consists of the name of the task in the file and the values, such as
 * `train-0_1-relu`. If two names are equal, or if one has more than 40 letters, all tasks are numbered from 1 instead (`train-1`). The last key of the matrix
 * changes fastest.
 */
export function expandMatrix(task: string, matrix: Matrix): readonly { readonly name: string; readonly row: MatrixRow }[] {
  let rows: MatrixRow[] = [{}]
  for (const [key, values] of Object.entries(matrix)) rows = rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value })))
  const names = rows.map((row) => [task, ...Object.values(row).map(wordOf)].join('-'))
  const areNames = new Set(names).size === names.length && names.every(({ length }) => length <= mostNameLetters)
  return rows.map((row, at) => ({ name: areNames ? (names[at] ?? task) : `${task}-${at + 1}`, row }))
}

/** Returns how many combinations a matrix has. */
export function matrixSize(matrix: Matrix): number {
  return Object.values(matrix).reduce((size, values) => size * values.length, 1)
}

/**
 * Returns the names that a text uses in the form `${matrix.name}`, whether or not the matrix has such a key. A name that occurs twice in the text is in the
 * result twice.
 */
export function matrixKeysIn(text: string): string[] {
  return [...text.matchAll(keyForm)].map(([, key = '']) => key)
}

/**
 * Returns a text in which each key of the form `${matrix.name}` is replaced by its value in this combination. If the whole text is one such key, returns the
 * value itself, so that a number remains a number. Unknown keys do not change.
 */
export function fillMatrix(text: string, row: MatrixRow): string | number {
  const only = /^\$\{matrix\.(\w+)\}$/.exec(text)?.[1]
  if (only !== undefined) return row[only] ?? text
  return text.replace(keyForm, (whole, key: string) => String(row[key] ?? whole))
}

const keyForm = /\$\{matrix\.(\w+)\}/g
