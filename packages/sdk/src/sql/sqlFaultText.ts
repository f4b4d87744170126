import type { SqlFault } from './sqlFault.ts'

/** Returns a fault of a query as an English sentence without a full stop, with its line and the name of the part. */
export function sqlFaultText({ kind, name, line, near }: SqlFault): string {
  const meant = near === undefined ? '' : `; did you mean ${near}?`
  const texts: Readonly<Record<SqlFault['kind'], string>> = {
    empty: 'the query has no words',
    unclosed: `${name} does not end`,
    extra: `${name} has no opening bracket`,
    statement: `only one SELECT is allowed, and ${name} is not a SELECT`,
    several: `only one SELECT is allowed, and ${name} begins another statement`,
    function: `${name} is not a function${meant}`,
    refused: `${name} does not give the same result on every machine`,
    table: `there is no table ${name}${meant}`,
  }
  return `line ${line}: ${texts[kind]}`
}
