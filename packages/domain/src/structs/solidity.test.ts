import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { leaseTermsStruct } from '../leases/leaseTerms.ts'
import { askStruct } from '../orders/ask.ts'
import { bidStruct } from '../orders/bid.ts'
import { mandateStruct } from '../orders/mandate.ts'
import { marketMessageStructs } from '../orders/marketMessage.ts'
import { cancelLeaseStruct, endStruct, readyStruct } from '../orders/relayedMessages.ts'

const contract = (path: string) => readFileSync(new URL(`../../../../contracts/src/${path}`, import.meta.url), 'utf8')
const [types, orderLib] = [contract('types/MarketTypes.sol'), contract('libraries/OrderLib.sol')]

/** Returns the fields of a struct in Solidity, without its comments. */
function fieldsInSolidity(name: string): string[] {
  const body = new RegExp(`^struct ${name} \\{([^}]*)\\}`, 'm').exec(types)?.[1] ?? ''
  return body
    .split('\n')
    .map((line) =>
      line
        .replace(/\/\/.*/, '')
        .trim()
        .replace(/;$/, ''),
    )
    .filter((line) => line !== '')
}

describe('struct definitions in TypeScript and Solidity', () => {
  test.each([askStruct, bidStruct, mandateStruct, leaseTermsStruct, marketMessageStructs.AutoExtend])(
    'agree for struct $name',
    ({ name, fields }) => {
      expect(fieldsInSolidity(name)).toEqual(fields.map((field) => `${field.type} ${field.name}`))
    },
  )

  const signed = [askStruct, bidStruct, mandateStruct, readyStruct, endStruct, cancelLeaseStruct, ...Object.values(marketMessageStructs)]
  test.each(signed)('agree for the type string of $name', ({ name, fields }) => {
    expect(orderLib).toContain(`"${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})"`)
  })

  test('have a struct for every type string of the contract', () => {
    const names = [...orderLib.matchAll(/"(\w+)\((?:address|uint|bytes32)/g)].map(([, name]) => name)
    expect(names.toSorted()).toEqual(signed.map(({ name }) => name).toSorted())
  })
})
